import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { type NodeRun, runNode, type RunNodeOptions } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const TSX = fileURLToPath(import.meta.resolve('tsx/cli'));
const TYPES = 'enum Kind { One = 1 } interface Shape { side: number }\n';

const cwd = temporaryFolder({
  'package.json': '{ "type": "module" }',
  '.env': 'FROM_FILE=yes',
  'process.ts': `${TYPES}
    const { argv, argv0, title, exitCode } = process;
    console.log(JSON.stringify({ kind: Kind.One, argv: argv.slice(1), argv0, title, exitCode, type: typeof require }));`,
  'meta.ts': `${TYPES}
    const { main, filename, dirname, url } = import.meta as ImportMeta & { main?: boolean };
    console.log(JSON.stringify({ kind: Kind.One, main, filename, dirname, url }));`,
  'main.cts': `${TYPES}
    console.log(Kind.One, require.main === module, process.mainModule === module, __filename, __dirname, module.children.length);`,
  'plain.cjs': 'console.log(require.main === module, process.mainModule === module, __filename);',
  'plain.mjs': 'console.log(import.meta.main, import.meta.filename);',
  'input.ts': `${TYPES}
    let text = ''; for await (const part of process.stdin.setEncoding('utf8')) text += part;
    console.log(Kind.One, text.toUpperCase()); console.error('error', text); process.exitCode = 7;`,
  'throws.ts': `${TYPES}\n\nconst side = (): number => { throw Object.assign(new RangeError('thrown'), { code: 'OWN' }); };\nside();`,
  'throws.cts': `${TYPES}\n\nconst side = (): number => { throw new RangeError('thrown'); };\nside();`,
  'catches.ts': `${TYPES} process.on('uncaughtException', (error, origin) => { console.log(error.message, origin); process.exit(5); }); throw new Error('own');`,
  'rejects.ts': `${TYPES} void Promise.reject(new Error('nobody waits'));`,
  'never.ts': `${TYPES} console.log(Kind.One); await new Promise(() => {});`,
  'leaves.ts': `${TYPES} process.on('exit', (code) => console.log('exit', code)); setImmediate(() => process.exit()); await new Promise(() => {});`,
  'later.ts': `${TYPES} process.on('beforeExit', () => console.log('before')); process.on('exit', (code) => console.log('exit', code)); setTimeout(() => console.log('timer'), 1);`,
  'variable.ts': `${TYPES} console.log(process.env['FROM_FILE'], typeof (globalThis as { gc?: unknown }).gc, process.noDeprecation);`,
  'hook.ts': `${TYPES} Object.assign(globalThis, { hooked: Kind.One });`,
  'hook.cjs': 'Object.assign(globalThis, { required: 1 });',
  'hooked.ts': 'enum Two { Two = 2 } console.log(Two.Two, (globalThis as any).hooked, (globalThis as any).required);',
  'hooked.cts':
    'enum Two { Two = 2 } console.log(Two.Two, (globalThis as any).hooked, (globalThis as any).required, require.main === module);',
  'node_modules/conditional/package.json': '{ "exports": { "own": "./own.js", "default": "./other.js" } }',
  'node_modules/conditional/own.js': 'module.exports = "own";',
  'node_modules/conditional/other.js': 'module.exports = "other";',
  'conditional.ts': `${TYPES} import which from 'conditional'; console.log(Kind.One, which);`,
  'warns.ts': `${TYPES} process.emitWarning('careful'); console.log(Kind.One);`,
  'inspected.ts': `${TYPES} import { url } from 'node:inspector'; console.log(Kind.One, typeof url());`,
  'permitted.ts': `${TYPES} console.log(Kind.One, process.execArgv.includes('--no-warnings'));`,
});

type Case = readonly [args: readonly string[], options?: RunNodeOptions];

/** The same for both: where a stack leads and where a line is marked depends on how the code was transformed. */
function comparable({ code, signal, stdout, stderr }: NodeRun): NodeRun {
  const lines = stderr.split('\n').filter((line) => !/^ {4}at |^\s*[\^~]+\s*$|^$/.test(line));
  return { code, signal, stdout, stderr: lines.join('\n').replaceAll(/\(node:\d+\)|ws:\S+/g, '') };
}

function sameAsTsx(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const [args, options] of cases) {
      it(`heddle ${args.join(' ')}`, async () => {
        const settings = { cwd, ...options };
        const [own, other] = await Promise.all([runHeddle(args, settings), runNode([TSX, ...args], settings)]);
        assert.deepEqual(comparable(own), comparable(other));
      });
    }
  });
}

sameAsTsx('A program sees the same as under tsx', [
  [['process.ts', 'a', '--b', '-c', '--', 'd e', '']],
  [['./process.ts']],
  [['meta.ts']],
  [['main.cts']],
  [['plain.cjs']],
  [['plain.mjs']],
  [['input.ts'], { input: 'some\ntext' }],
  [['input.ts']],
  [['later.ts']],
]);

sameAsTsx('A program ends in the same way as under tsx', [
  [['throws.ts']],
  [['throws.cts']],
  [['catches.ts']],
  [['rejects.ts']],
  [['never.ts']],
  [['leaves.ts']],
]);

sameAsTsx('Options of Node work as with tsx', [
  [['--env-file', '.env', 'variable.ts']],
  [['--env-file=.env', '--expose-gc', '--no-deprecation', 'variable.ts']],
  [['--env-file', 'absent.env', 'variable.ts']],
  [['--env-file-if-exists=.env', '--env-file-if-exists=absent.env', 'variable.ts']],
  [['--inspect=127.0.0.1:0', 'inspected.ts']],
  [['--inspect', '--inspect-port=127.0.0.1:0', 'inspected.ts']],
  [['--no-warnings', 'permitted.ts']],
  [['--no-warnings', 'meta.ts']],
  [['--no-warnings', 'main.cts']],
  [['--no-warnings', 'never.ts']],
  [['--no-warnings', 'catches.ts']],
  [['--no-warnings', 'input.ts'], { input: 'text' }],
  [['-C', 'own', 'conditional.ts']],
  [['--conditions=own', 'conditional.ts']],
  [['conditional.ts']],
  [['--import', './hook.ts', 'hooked.ts']],
  [['--import', './hook.ts', 'hooked.cts']],
  [['-r', './hook.cjs', '--import=./hook.ts', 'hooked.ts']],
  [['--trace-warnings', 'warns.ts']],
  [['--max-old-space-size=100', 'warns.ts']],
  [['--no-such-option', 'process.ts']],
  [['--stack-trace-limit=x', 'process.ts']],
  [['process.ts', '--no-such-option']],
]);

sameAsTsx('Code is run as by tsx', [
  [['-e', 'enum Kind { Zero } console.log(Kind.Zero, process.argv.length, typeof require, __filename)']],
  [['--eval', 'const side: number = 3; console.log(side, process.argv.slice(1))', 'a', '--b']],
  [['--eval=import { sep } from "node:path"; console.log(sep as string)']],
  [['-p', 'enum Kind { Zero = "zero" } Kind.Zero']],
  [['--print', '1 + 1']],
  [['-p', 'process.argv.slice(1)', 'a', 'b']],
  [['-e', 'import("./hook.ts").then(() => console.log((globalThis as any).hooked as number))']],
  [['-e', 'require("./hook.cjs"); console.log((globalThis as any).required as number)']],
  [['-e', 'throw new RangeError("thrown");']],
  [['--input-type=module', '-e', 'console.log(typeof require, import.meta.url as string)']],
  [['-'], { input: 'console.log(process.argv.length, __filename)' }],
  [[], { input: 'console.log("piped", typeof require)' }],
]);
