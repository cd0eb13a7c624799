import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const CENSUS = fileURLToPath(new URL('../../../examples/census.ts', import.meta.url));
/** Permissions keep neither the superuser nor anybody on Windows from reading. */
const PERMISSIONS_HOLD = process.platform !== 'win32' && process.getuid?.() !== 0;

interface Report {
  version: number;
  folder: string;
  answers: {
    files: number;
    bytes: number;
    lines: number;
    languages: {
      language: string;
      files: number;
      lines: number;
      longestLine: { length: number; file: string; line: number } | null;
      identifiers: { name: string; count: number }[];
      duplicates: { files: number; wastedBytes: number; groups: { sha256: string; bytes: number; files: string[] }[] };
    }[];
    problems: { kind: string; path: string; detail?: string }[];
  };
  timing: { threads: number; busyMilliseconds: number[]; compare?: { sameAnswers: boolean } };
}

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, CENSUS, ...args], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

async function census(folder: string, ...args: string[]): Promise<Report> {
  const { code, stdout, stderr } = await run(folder, '--json', ...args);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Report;
}

function language(report: Report, name: string) {
  const found = report.answers.languages.find((each) => each.language === name);
  assert.ok(found, `no ${name} among ${report.answers.languages.map((each) => each.language).join(', ')}`);
  return found;
}

describe('examples/census.ts', () => {
  let root: string;
  /** A folder of its own for each test that builds one. */
  const folder = (name: string, files: Record<string, string | Uint8Array> = {}): string => {
    const path = join(root, name);
    mkdirSync(path);
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), content);
    }
    return path;
  };

  before(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'census-')));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('counts files, lines and longest lines of each language', async () => {
    const path = folder('sizes', {
      'a.js': 'let a;\nlet longer = 1;\r\nlast',
      'deep/er/b.mjs': 'x\n',
      'bin/tool': '#!/usr/bin/env node\n',
      'c.ts': '',
      'README.md': '# Title\n',
      'picture.png': Uint8Array.of(0x89, 0x50, 0, 0xff),
    });
    const report = await census(path);
    assert.equal(report.version, 1);
    assert.equal(report.folder, path);
    assert.deepEqual([report.answers.files, report.answers.lines], [6, 6]);
    const script = language(report, 'JavaScript');
    assert.deepEqual([script.files, script.lines], [3, 5]);
    assert.deepEqual(script.longestLine, { length: 19, file: 'bin/tool', line: 1 });
    assert.deepEqual([language(report, 'TypeScript').files, language(report, 'TypeScript').lines], [1, 0]);
    assert.equal(language(report, 'Other').longestLine, null);
    assert.deepEqual(report.answers.problems, []);
  });

  it('counts identifiers outside of comments, strings, regular expressions and keywords', async () => {
    const path = folder('identifiers', {
      'a.ts': [
        'const apple = "pear"; // pear',
        '/* pear */ apple(`pear ${ apple + `${ apple }` } pear`);',
        "const plum = apple / 2 / plum; plum.replace(/pear'[/]/g, apple);",
        "'it\\'s pear';",
      ].join('\n'),
      'b.json': '{ "key": ["key", { "key" : 1 }] }',
      'c.py': 'def f(fig):\n  """fig"""\n  return f"fig" # fig\n',
      'd.rs': "fn go<'a>(x: &'a str) -> char { '\"' } // x\nfn x() {}\n",
      'e.sh': 'echo $# fig # pear\n',
    });
    const report = await census(path);
    assert.deepEqual(language(report, 'TypeScript').identifiers, [
      { name: 'apple', count: 6 },
      { name: 'plum', count: 3 },
      { name: 'replace', count: 1 },
    ]);
    assert.deepEqual(language(report, 'JSON').identifiers, [{ name: 'key', count: 2 }]);
    assert.deepEqual(language(report, 'Python').identifiers, [
      { name: 'f', count: 1 },
      { name: 'fig', count: 1 },
    ]);
    assert.deepEqual(language(report, 'Rust').identifiers, [
      { name: 'a', count: 2 },
      { name: 'x', count: 2 },
      { name: 'go', count: 1 },
    ]);
    assert.deepEqual(language(report, 'Shell').identifiers, [{ name: 'fig', count: 1 }]);
  });

  it('finds exact duplicates by content, empty files apart', async () => {
    const path = folder('duplicates', { 'a.js': 'same\n', 'b/c.js': 'same\n', 'd.js': 'same\n', 'e.js': 'else\n', 'f.js': '', 'g.js': '' });
    const { duplicates } = language(await census(path), 'JavaScript');
    const sha256 = createHash('sha256').update('same\n').digest('hex');
    assert.deepEqual(duplicates, { files: 2, wastedBytes: 10, groups: [{ sha256, bytes: 5, files: ['a.js', 'b/c.js', 'd.js'] }] });
  });

  it('gives the same answers on every number of threads', async () => {
    const files: Record<string, string> = {};
    // Several batches, so that both threads have some.
    for (let i = 0; i < 700; i++)
      files[`${i % 7}/${i}.${i % 2 ? 'js' : 'ts'}`] = `name${i % 50} = ${'x'.repeat(i % 30)};\n`.repeat(1 + (i % 40));
    files['broken.js'] = 'x';
    const path = folder('threads', files);
    writeFileSync(join(path, 'broken.js'), Uint8Array.of(0x78, 0xff));
    const [alone, two, three] = await Promise.all(['0', '2', '3'].map((threads) => census(path, '--threads', threads)));
    assert.equal(alone!.answers.files, 701);
    assert.equal(JSON.stringify(two!.answers), JSON.stringify(alone!.answers));
    assert.equal(JSON.stringify(three!.answers), JSON.stringify(alone!.answers));
    assert.deepEqual([alone!.timing.threads, two!.timing.threads], [0, 2]);
    assert.deepEqual([alone!.timing.busyMilliseconds.length, two!.timing.busyMilliseconds.length], [1, 2]);
    const compared = await census(path, '--threads', '2', '--compare');
    assert.equal(compared.timing.compare?.sameAnswers, true);
  });

  it('settles ties by name, not by what was counted first', async () => {
    // The files of a folder are counted before those of the folders in it, so z.js comes first.
    const path = folder('ties', { 'z.js': 'zebra;\n', 'a/a.js': 'apple;\n' });
    for (const threads of ['0', '2']) {
      const { longestLine, identifiers } = language(await census(path, '--threads', threads), 'JavaScript');
      assert.deepEqual(longestLine, { length: 6, file: 'a/a.js', line: 1 });
      assert.deepEqual(
        identifiers.map(({ name }) => name),
        ['apple', 'zebra'],
      );
    }
  });

  it('names what is broken and counts the rest', async () => {
    const path = folder('problems', {
      'good.js': 'x;\n',
      'latin1.js': Uint8Array.of(0xe9, 0x0a),
      'video.ts': Uint8Array.of(0x47, 0, 0, 0),
      'utf16.js': Uint8Array.of(0xff, 0xfe, 0x78, 0, 0x0a, 0),
    });
    for (const threads of ['0', '2']) {
      const report = await census(path, '--threads', threads);
      assert.deepEqual(report.answers.problems, [
        { kind: 'broken-encoding', path: 'latin1.js' },
        { kind: 'binary-content', path: 'video.ts' },
      ]);
      assert.deepEqual([language(report, 'JavaScript').files, language(report, 'JavaScript').lines], [3, 3]);
      assert.equal(language(report, 'Other').files, 1);
    }
  });

  it('names files and folders that permissions keep it from reading', async (test) => {
    if (!PERMISSIONS_HOLD) return test.skip('permissions do not hold for this user');
    const path = folder('unreadable', { 'good.js': 'x;\n', 'secret.js': 'y;\n', 'closed/z.js': 'z;\n' });
    chmodSync(join(path, 'secret.js'), 0);
    chmodSync(join(path, 'closed'), 0);
    try {
      const { answers } = await census(path);
      assert.equal(answers.files, 1);
      assert.deepEqual(answers.problems, [
        { kind: 'unreadable', path: 'closed', detail: 'EACCES' },
        { kind: 'unreadable', path: 'secret.js', detail: 'EACCES' },
      ]);
    } finally {
      chmodSync(join(path, 'closed'), 0o700);
    }
  });

  it(
    'names a file that the system refuses to read, whoever asks',
    { skip: process.platform !== 'linux' && 'only Linux has such a file' },
    async () => {
      // Reading at address 0 of one's own memory is an input/output error even for the superuser.
      const path = folder('refused', { 'good.js': 'x;\n' });
      symlinkSync('/proc/self/mem', join(path, 'memory.js'));
      const { answers } = await census(path);
      assert.equal(answers.files, 1);
      assert.deepEqual(
        answers.problems.map(({ kind, detail }) => [kind, detail]),
        [['unreadable', 'EIO']],
      );
    },
  );

  it('follows links, ends where they go in circles and counts each file once', async () => {
    const outside = folder('outside', { 'linked.js': 'x;\n' });
    const path = folder('links', { 'a/one.js': '1;\n', 'b/two.js': '2;\n' });
    const link = (target: string, at: string) => symlinkSync(target, join(path, at), 'junction');
    link(join(path, 'b'), 'a/to-b');
    link(join(path, 'a'), 'b/to-a');
    link(path, 'myself');
    link(root, 'up');
    link(outside, 'first');
    link(outside, 'second');
    link(join(path, 'gone'), 'nowhere');
    link(join(path, 'ring'), 'ring');
    const { answers } = await census(path);
    assert.equal(answers.files, 3);
    assert.deepEqual(
      answers.problems.map(({ kind, path: at }) => [kind, at]),
      [
        ['link-circle', 'b/to-a'],
        ['link-circle', 'myself'],
        ['broken-link', 'nowhere'],
        ['link-circle', 'ring'],
        ['link-circle', 'up'],
      ],
    );
  });

  it('passes over sockets', { skip: process.platform === 'win32' && 'its sockets are not in the file system' }, async () => {
    const path = folder('sockets', { 'good.js': 'x;\n' });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(path, 'socket.js'), resolve));
    try {
      const { answers } = await census(path);
      assert.equal(answers.files, 1);
      assert.deepEqual(answers.problems, [{ kind: 'special-file', path: 'socket.js' }]);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('takes the census of an empty folder', async () => {
    const { answers } = await census(folder('empty'));
    assert.deepEqual(answers, { files: 0, bytes: 0, lines: 0, languages: [], problems: [] });
  });

  it('prints the report alone to standard output, without control characters from names', async () => {
    const path = folder('report', { 'a.js': 'apple;\n' });
    if (process.platform !== 'win32') writeFileSync(join(path, '\u001b[31m.js'), 'a much longer line;\n');
    const { code, stdout } = await run(path, '--threads', '2');
    assert.equal(code, 0);
    assert.ok(stdout.startsWith(`Census of ${path}: `));
    assert.match(stdout, /JavaScript/);
    assert.match(stdout, /2 threads: /);
    assert.ok(!stdout.includes('\u001b[31m.js'));
  });

  it('exits with 1 and one line when the folder is absent or a file', async () => {
    const path = folder('absent', { 'file.js': '' });
    for (const at of ['missing', 'file.js']) {
      const { code, stdout, stderr } = await run(join(path, at));
      assert.deepEqual([code, stdout, stderr.trimEnd().split('\n').length], [1, '', 1]);
      assert.ok(stderr.includes(join(path, at)));
    }
  });

  it('exits with 2 when the command line is wrong', async () => {
    const wrong = [
      ['--threads', '-1'],
      ['--threads=-1'],
      ['--threads', '1.5'],
      ['--threads', 'abc'],
      ['--threads', ''],
      ['--threads', '257'],
      ['--nonsense'],
      ['a', 'b'],
      ['--compare', '--threads', '0'],
    ];
    for (const { code, stdout } of await Promise.all(wrong.map((args) => run(...args)))) assert.deepEqual([code, stdout], [2, '']);
  });
});
