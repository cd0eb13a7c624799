/** A language that a script may be written in. */
export type Language = 'js' | 'jsx' | 'ts' | 'tsx';

/** A module in memory. */
export interface VirtualSource {
  readonly source: string;
  readonly language: Language;
}

/** A script that was fetched; `url` is the one after redirects. */
export interface FetchedScript extends VirtualSource {
  readonly url: string;
}

/** What a worker needs of the loader, which lies in a layer beside this one: `src/worker-boot.ts` brings the two together. */
export interface ScriptLoader {
  /**
   * Lets this thread load TypeScript, JSX, remote modules and those in `sources`.
   *
   * @param options - `entry`: the scripts that are run by other means than `import` below
   */
  install(options: { allowRemote: readonly string[]; sources: ReadonlyMap<string, VirtualSource>; entry: readonly string[] }): void;
  /** Imports a module as a script of its own; the fastest way where it is the first. */
  import(url: string, options: { allowRemote: readonly string[]; sources: ReadonlyMap<string, VirtualSource> }): Promise<unknown>;
  languageOf(urlOrPath: string): Language | undefined;
  languageOfMime(mime: string): Language | undefined;
  /**
   * Makes JavaScript of a text and tells whether it is valid as an ES module only.
   *
   * @param type - `classic` does not ask what it could be
   * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
   */
  compile(text: VirtualSource, url: string, type: 'classic' | undefined): { code: string; isModule: boolean };
  /** Whether a file is an ES module by its extension, its package or its content. */
  isModuleFile(path: string): boolean;
  /** Blocks until the script is there. @throws HeddleError `HEDDLE_REMOTE_FORBIDDEN`, `HEDDLE_REMOTE_FAILED` */
  fetchSync(url: string, options: { allowRemote: readonly string[]; kind: 'classic' | 'worker' }): FetchedScript;
  /** Blocks until the blob has been read. */
  readBlobSync(blob: Blob): string;
}
