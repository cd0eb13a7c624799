import type { Language } from './detect-language.ts';

/** A module that is held in memory instead of on disk. Imported through the hooks it is always an ES module. */
export interface VirtualSource {
  /** The text, as its author wrote it: TypeScript and JSX are transformed when the module is loaded. */
  readonly source: string;
  /** The language of `source`. */
  readonly language: Language;
}

/** What {@link installLoader} needs to know about the thread that it prepares. */
export interface LoaderOptions {
  /** Origins that `http:` and `https:` modules may come from; see `parseAllowRemote`. Empty forbids them all. */
  readonly allowRemote: readonly string[];
  /**
   * In-memory modules by URL: `blob:`, an `http:` URL that was fetched already, or a URL of a scheme of one's own.
   * A relative or bare specifier inside a module whose URL is not `http:` resolves as if the module lay in `process.cwd()`, as for `node --eval`.
   */
  readonly sources?: ReadonlyMap<string, VirtualSource>;
  /**
   * File URLs or paths of what the thread will run: its script, its preloads. Only Node without `module.registerHooks` uses it: there the hooks cost a thread,
   * which is not started when nothing that these scripts reach can need them.
   */
  readonly entry?: string | readonly string[];
}
