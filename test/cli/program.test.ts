import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { MemoryOutput, memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

beforeAll(() => {
  writeFileSync(folder.in('in.ts'), 'recording');
  writeFileSync(folder.in('not-executable'), '');
  chmodSync(folder.in('not-executable'), 0o644);
});

/** `@name` stands for a path in the folder of these tests. */
async function run(args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(
    args.map((arg) => (arg.startsWith('@') ? folder.in(arg.slice(1)) : arg)),
    io,
  );
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('bad usage', () => {
  it.each([
    ['no command', [], /Usage: stallproof/],
    ['an unknown command', ['remix'], /unknown command 'remix'[\s\S]*Did you mean remux/],
    ['an unknown option', ['remux', '@in.ts', '@o.mp4', '--stal', '5s'], /Did you mean --stall/],
    ['a missing argument', ['remux', '@in.ts'], /missing required argument 'out'/],
    ['a duration without unit', ['remux', '@in.ts', '@o.mp4', '--stall', '5'], /unit is missing/],
    ['a timeout of nothing', ['remux', '@in.ts', '@o.mp4', '--timeout', '0s'], /longer than nothing/],
    ['a negative grace', ['remux', '@in.ts', '@o.mp4', '--grace', '-5s'], /cannot be negative/],
    ['no slots at all', ['worker', '--slots', '0'], /from 1 to 64/],
    ['a missing recording', ['remux', '@none.ts', '@o.mp4'], /no recording at .*none\.ts/],
    ['a missing ffmpeg', ['remux', '@in.ts', '@o.mp4', '--ffmpeg', '@none'], /--ffmpeg/],
    ['an ffmpeg that is none', ['remux', '@in.ts', '@o.mp4', '--ffmpeg', '@not-executable'], /--ffmpeg/],
    [
      'no folder for metrics',
      ['remux', '@in.ts', '@o.mp4', '--metrics-file', '@no/m.prom'],
      /--metrics-file/,
    ],
    ['a folder for metrics', ['worker', '--metrics-file', '@.'], /is a folder/],
    ['an unknown scenario', ['explain', 'no-such-scenario'], /no-such-scenario/],
    ['a misspelt folder', ['run', 'stal'], /did you mean "stall"\?/],
    ['an unknown subject', ['run', '--subject', 'nobody'], /nobody/],
    [
      'two subjects of one name',
      ['run', '--subject', 'production', '--subject', 'production'],
      /two subjects/,
    ],
    ['verdicts that are none', ['run', '--against', '@in.ts'], /no JSON[\s\S]*--update/],
    [
      'verdicts in no folder',
      ['run', '--against', '@none/v.json', '--update'],
      /no verdicts can be written in .*none/,
    ],
    ['an unwritable report', ['run', '--out', '@in.ts'], /--out DIR/],
    ['an unknown form', ['schema', 'song'], /scenario, events, subject/],
  ])('%s is answered with exit code 4 and the way out', async (_what, args, message) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).toBe(4);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
  });

  it('a broken scenario is named with file, line and column', async () => {
    writeFileSync(folder.in('broken.yaml'), 'title: x\nffmpeg:\n  default: [{ hnag: }]\n');
    const { code, stderr } = await run(['run', '@broken.yaml']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/broken\.yaml:\d+:\d+: /);
  });
});

it('says with exit code 3 that nothing was played', async () => {
  const { code, stderr } = await run(['run', '--tag', 'no-such-tag', '--out', '@reports']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/no scenario carries no-such-tag; .*smoke/);
  expect(await run(['list', '--tag', 'no-such-tag'])).toMatchObject({ code: 3, stderr });
});

describe('help', () => {
  const commands = /^ {2}([a-z]+) .*\[/gm;

  it('of each command has examples, and fits into 80 columns', async () => {
    const { stdout: top } = await run(['--help']);
    const names = [...top.matchAll(commands)].map(([, name = '']) => name);
    expect(names).toEqual(expect.arrayContaining(['run', 'fuzz', 'remux', 'worker', 'selftest', 'schema']));
    for (const command of names) {
      const { code, stdout } = await run([command, '--help']);
      expect(code, command).toBe(0);
      expect(stdout, command).toMatch(/Examples:\n {2}\$ /);
      expect(stdout.split('\n').filter((line) => [...line].length > 80)).toEqual([]);
      // A value as JavaScript has it says nothing to who types it.
      expect(stdout).not.toMatch(/\(default:\s+[[{]/);
    }
  });

  it('is given by a command, too', async () => {
    expect((await run(['help'])).stdout).toBe((await run(['--help'])).stdout);
    expect((await run(['help', 'remux'])).stdout).toBe((await run(['remux', '--help'])).stdout);
    const { code, stderr } = await run(['help', 'nonsense']);
    expect(code).toBe(4);
    expect(stderr).toContain('there is no command nonsense');
  });

  it('and version are no mistakes', async () => {
    expect((await run(['--help'])).code).toBe(0);
    expect(await run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe('what there is', () => {
  it.each(['scenario', 'events', 'subject'])('the schema of %s', async (form) => {
    const { code, stdout } = await run(['schema', form]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).$schema).toContain('json-schema.org');
  });

  it('the vocabulary, as it is committed', async () => {
    const committed = readFileSync(new URL('../../docs/vocabulary.md', import.meta.url), 'utf8');
    expect(await run(['schema', 'vocabulary'])).toMatchObject({ code: 0, stdout: committed });
  });

  it('the scenarios, no wider than the terminal', async () => {
    const terminal = { ...memoryIo(), stdout: new MemoryOutput({ columns: 70 }) };
    expect(await runProgram(['list', '--tag', 'smoke'], terminal)).toBe(0);
    const lines = terminal.stdout.lines;
    expect(lines.length).toBeGreaterThanOrEqual(16);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(70);
  });

  it('and whole for a program that reads on', async () => {
    const { stdout } = await run(['list', '--tag', 'smoke']);
    expect(stdout).not.toContain('…');
    for (const line of stdout.trimEnd().split('\n')) expect(line).toMatch(/\[.*smoke.*\]$/);
  });

  it('each of them explained', async () => {
    const listed = (await run(['list', '--json'])).stdout.trimEnd().split('\n');
    const { stdout } = await run(['explain', ...listed.map((line) => JSON.parse(line).id)]);
    for (const line of listed) expect(stdout).toContain(JSON.parse(line).title);
  });
});
