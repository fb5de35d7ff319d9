import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

async function tune(...args: readonly string[]) {
  const io = memoryIo();
  const code = await runProgram(['tune', '--workers', '1', ...args], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text, lines: io.stdout.lines };
}

/** Few, so that each answer is quick. */
const FEW = ['--stalls', '20s,90s', '--graces', '30s', '--finalises', '2m'];

describe('tune TRACES…', () => {
  beforeAll(async () => {
    await tune('--make', '12', '--length', '60s', folder.in('made'));
  }, 30_000);

  it('made traces that it can read', () => {
    expect(readdirSync(folder.in('made'))).toHaveLength(12);
  });

  it('recommends what the jobs prove, and leaves with 0', async () => {
    const { code, stdout, lines } = await tune(folder.in('made'), '--budget', '1/4', ...FEW);
    expect(stdout).toMatch(/^recommended: 30s\/90s\/2m/m);
    expect(stdout).toMatch(/0 of 12 jobs killed/);
    expect(stdout).toMatch(/30s\/90s\/2m \(today\)/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(code).toBe(0);
  });

  it('names the jobs that are missing, and leaves with 2', async () => {
    const { code, stdout } = await tune(folder.in('made'), ...FEW);
    expect(stdout).toContain('insufficient data: 2 995 jobs needed for at most 0.1 %');
    expect(code).toBe(2);
  });

  it('says the same each time, whatever the order of the files', async () => {
    const files = readdirSync(folder.in('made')).map((name) => path.join(folder.in('made'), name));
    const forth = await tune('--json', ...FEW, ...files);
    const back = await tune('--json', ...FEW, ...files.toReversed());
    expect(back.stdout).toBe(forth.stdout);
    const report = JSON.parse(forth.stdout);
    expect(report).toMatchObject({ stallproof: 'tune', v: 1, read: { jobs: 12, files: 12 } });
    expect(report.strata[0].settings.map(({ name }: { name: string }) => name)).toEqual([
      '30s/90s/2m',
      '30s/20s/2m',
    ]);
  });

  it('skips what is damaged, with file and line, and counts a copy once', async () => {
    const place = folder.in('damaged');
    mkdirSync(place);
    const good = readFileSync(folder.in('made/000001.trace'), 'utf8');
    const lines = good.split('\n');
    writeFileSync(
      path.join(place, 'a.trace'),
      [...lines.slice(0, 9), '["b",5', ...lines.slice(9)].join('\n'),
    );
    writeFileSync(path.join(place, 'b.trace'), good);
    writeFileSync(path.join(place, 'c.trace.gz'), gzipSync(good));
    writeFileSync(path.join(place, 'd.trace.gz'), 'not packed');
    writeFileSync(path.join(place, 'notes.txt'), 'no trace');
    const { stderr, stdout } = await tune(place, ...FEW);
    expect(stderr).toMatch(/a\.trace:10: not JSON/);
    expect(stderr).toMatch(/d\.trace\.gz: .*header/);
    expect(stderr).toMatch(/skipped in all: 2/);
    expect(stderr).toMatch(/twice and count once: 1/);
    expect(stdout).toMatch(/^1 job, 1 run,/m);
  });

  it('leaves with 3 where nothing can be read, and with 4 where nothing is', async () => {
    mkdirSync(folder.in('empty'));
    const empty = await tune(folder.in('empty'), ...FEW);
    expect([empty.code, empty.stdout]).toEqual([3, expect.stringContaining('0 jobs')]);
    expect(empty.stderr).toMatch(/ends in \.trace or \.trace\.gz/);
    const missing = await tune(folder.in('missing'), ...FEW);
    expect(missing.code).toBe(4);
    expect(missing.stderr).toMatch(/missing cannot be read: ENOENT.*\n.*folders that hold some/);
  });

  it.each([
    [['--budget', '0'], /1\/1000/],
    [['--stalls', '1500ms'], /whole seconds/],
    [['--confidence', '2'], /50%/],
    [['--hang-rate', 'often'], /1\/100/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await tune(folder.in('made'), ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(4);
  });

  it('writes a page, or says why it cannot', async () => {
    const page = folder.in('tune.html');
    await tune(folder.in('made'), '--html', page, ...FEW);
    expect(readFileSync(page, 'utf8')).toContain('<svg');
    const { code, stderr } = await tune(folder.in('made'), '--html', folder.in('no/where.html'), ...FEW);
    expect(stderr).toMatch(/the page cannot be written: ENOENT/);
    expect(code).toBe(4);
  });
});
