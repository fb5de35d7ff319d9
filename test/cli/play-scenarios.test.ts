import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

/** In simulated time, where the supervisor runs in this process: `published` is the only right answer. */
const BODY = 'why: w\nfrom: [test]\ncatches: [as-expected]\nexpect: { outcome: published }\n';
const GOOD = `title: Good\n${BODY}`;
const BAD = `title: Bad\nffmpeg: { default: [{ exit: 1 }], fallback: [{ exit: 1 }], transcode: [{ exit: 1 }] }\n${BODY}`;

function put(name: string, text: string): string {
  writeFileSync(folder.in(name), text);
  return folder.in(name);
}

function verdicts(name: string, scenarios: Readonly<Record<string, readonly string[]>>): string {
  return put(name, JSON.stringify({ v: 1, subjects: { production: { virtual: scenarios } } }));
}

async function run(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(['run', '--engine', 'virtual', '--out', folder.in('reports'), ...args], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

describe('run --against', () => {
  it('passes where every verdict is as recorded', async () => {
    const against = verdicts('same.json', { good: [] });
    const { code, stdout } = await run(put('good.yaml', GOOD), '--against', against);
    expect(stdout).toMatch(/every verdict is as recorded\n$/);
    expect(code).toBe(0);
  });

  it('fails on what is newly violated, and names it', async () => {
    const { code, stdout } = await run(put('bad.yaml', BAD), '--against', verdicts('new.json', { bad: [] }));
    expect(stdout).toContain('✗ newly violated: production: bad on virtual (as-expected)');
    expect(code).toBe(1);
  });

  it('lists what is known to be violated, and passes', async () => {
    const known = verdicts('known.json', { bad: ['as-expected'] });
    const { code, stdout } = await run(put('bad.yaml', BAD), '--against', known);
    expect(stdout).toContain('· known to be violated: production: bad on virtual (as-expected)');
    expect(code).toBe(0);
  });

  it('praises what holds at last, and records it with --update, without what has vanished', async () => {
    const against = verdicts('mended.json', { good: ['settles'], gone: [] });
    const first = await run(put('good.yaml', GOOD), '--against', against);
    expect(first.stdout).toContain(
      '✓ newly held: production: good on virtual (settles); record it with --update',
    );
    expect(first.stdout).toContain('- vanished from the catalogue: production: gone on virtual');
    expect(first.code).toBe(0);
    const second = await run(folder.in('good.yaml'), '--against', against, '--update');
    expect(second.stderr).toContain('recorded: ');
    expect(JSON.parse(readFileSync(against, 'utf8')).subjects.production.virtual).toEqual({ good: [] });
  });

  it('names what is new, and fails where that is violated', async () => {
    const held = await run(put('good.yaml', GOOD), '--against', verdicts('empty.json', {}));
    expect(held.stdout).toContain('+ new, and held: production: good on virtual');
    expect(held.code).toBe(0);
    const bad = await run(put('bad.yaml', BAD), '--against', folder.in('empty.json'));
    expect(bad.stdout).toContain('✗ new, and violated: production: bad on virtual (as-expected)');
    expect(bad.code).toBe(1);
  });

  it('is no success when nothing ran, and records nothing then', async () => {
    const elsewhere = put('elsewhere.yaml', `notOn: { virtual: needs a disk }\n${GOOD}`);
    const { code } = await run(elsewhere, '--against', folder.in('none.json'), '--update');
    expect(code).toBe(3);
    expect(existsSync(folder.in('none.json'))).toBe(false);
  });
});
