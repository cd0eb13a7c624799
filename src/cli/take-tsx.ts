/** `--import tsx`, `--require tsx/cjs`, `--import=file:///…/node_modules/tsx/dist/loader.mjs` and their like. */
const TSX =
  /(?<=^|\s)(--import|--require|-r|--loader|--experimental-loader)(?:=|\s+)("?)((?:tsx|[^\s"]*\/tsx\/dist)(?:\/[^\s"]*)?)\2(?=\s|$)/g;

/**
 * Takes tsx out of `NODE_OPTIONS`. Its transformer blocks a thread for a worker that it keeps free of the options of the command line, but not of those in
 * the variable: tsx would be loaded in that worker too, before that is a worker of heddle, and both would wait for ever.
 *
 * @returns the options that stand for it on the command line; none when it was not there
 */
export function takeTsx(environment: Record<string, string | undefined>): readonly string[] {
  const { NODE_OPTIONS: given = '' } = environment;
  const taken = [...given.matchAll(TSX)].flatMap(([, option, , module]) => [option!, module!]);
  if (taken.length > 0) environment['NODE_OPTIONS'] = given.replace(TSX, '').trim();
  return taken;
}
