import { fileURLToPath, process } from '#node';

/** What `--require` has to name, so that a process of Node becomes what the command makes of its own. */
export const PRELOAD: string = fileURLToPath(new URL('./preload.cjs', import.meta.url));

/** Whether Node was told to import modules before the program, which only its own way of starting one does. */
export function importsBefore(): boolean {
  return hasOption(/^--(?:import|loader|experimental[-_]loader)(?:=|$)/);
}

/** Whether Node was told to run modules of others before the program, which may have registered hooks. */
export function runsOthersBefore(): boolean {
  const given = options();
  return (
    importsBefore() || given.some((option, index) => /^(?:-r|--require)(?:=|$)/.test(option) && !(given[index + 1] ?? '').includes(PRELOAD))
  );
}

/** Whether one of the options that Node was started with is like this. */
export function hasOption(pattern: RegExp): boolean {
  return options().some((option) => pattern.test(option));
}

function options(): string[] {
  return [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)];
}
