import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mergeReports } from '../../src/cli/merge-reports.js';
import { runProgram } from '../../src/cli/program.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();
/** A few of the catalogue, in simulated time. */
const CHOSEN = ['run', 'exit', '--engine', 'virtual'];

async function program(args: readonly string[], env: Record<string, string> = {}) {
  const io = memoryIo(env);
  const code = await runProgram(args, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

function merge(files: readonly string[], options: Partial<Parameters<typeof mergeReports>[1]> = {}) {
  const io = memoryIo();
  const out = folder.in('merged');
  const code = mergeReports(files.map(folder.in), { out, ...options }, io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

interface Written {
  readonly part?: { readonly shards: readonly number[] };
  readonly results: readonly { readonly scenario: string; readonly status: string }[];
}

function report(name: string): Written {
  return JSON.parse(readFileSync(path.join(folder.in(name), 'report.json'), 'utf8'));
}

const names = ({ results }: Written): string[] => results.map(({ scenario }) => scenario);

beforeAll(async () => {
  await program([...CHOSEN, '--out', folder.in('whole')]);
  await program([...CHOSEN, '--out', folder.in('one'), '--shard', '1/2']);
  const pod = { JOB_COMPLETION_INDEX: '1', STALLPROOF_SHARDS: '2' };
  await program([...CHOSEN, '--out', folder.in('two'), '--shard', 'auto'], pod);
});

describe('run --shard and report merge', () => {
  it('divide the scenarios, and put them together again', () => {
    const { code, stdout } = merge(['two/report.json', 'one/report.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/production: (\d+) of \1 scenarios held/);
    expect(names(report('merged'))).toEqual(names(report('whole')));
    const [one, two] = [report('one'), report('two')];
    expect(one.results.length * two.results.length).toBeGreaterThan(0);
    expect([...names(one), ...names(two)].sort()).toEqual(names(report('whole')).sort());
    expect([one.part?.shards, two.part?.shards]).toEqual([[1], [2]]);
  });

  it('are idempotent: merged once more, nothing changes', () => {
    merge(['one/report.json', 'two/report.json'], { out: folder.in('once') });
    const { code } = merge(['once/report.json', 'two/report.json', 'once/report.json']);
    expect(code).toBe(0);
    for (const file of ['report.json', 'junit.xml', 'summary.md']) {
      const [once, again] = ['once', 'merged'].map((name) =>
        readFileSync(folder.in(`${name}/${file}`), 'utf8'),
      );
      expect(again).toBe(once);
    }
  });

  it('refuse what another seed has shown, and keep a seed for the commands', async () => {
    const shardOf = (index: number, seed: string) => {
      const out = ['--out', folder.in(`seeded-${index}-${seed}`)];
      return program([...CHOSEN, '--seed', seed, '--shard', `${index}/2`, ...out]);
    };
    for (const [index, seed] of [
      [1, '9'],
      [2, '9'],
      [2, '1'],
    ] as const)
      await shardOf(index, seed);
    expect(() => merge(['seeded-1-9/report.json', 'seeded-2-1/report.json'])).toThrow('another seed');
    const { code } = merge(['seeded-1-9/report.json', 'seeded-2-9/report.json'], {
      out: folder.in('seeded'),
    });
    expect(code).toBe(0);
    const { results } = JSON.parse(readFileSync(folder.in('seeded/report.json'), 'utf8'));
    expect(results[0].replay).toMatch(/--engine virtual --seed 9$/);
  });

  it('compare the whole with what was recorded', () => {
    const against = folder.in('verdicts.json');
    const recorded = merge(['one/report.json', 'two/report.json'], { against, update: true });
    expect(recorded.stderr).toContain('recorded: ');
    const compared = merge(['one/report.json', 'two/report.json'], { against });
    expect(compared.stdout).toMatch(/every verdict is as recorded\n$/);
    expect(compared.code).toBe(0);
  });

  it('take options of the merge, not those of the command above it', async () => {
    const files = ['one', 'two'].map((name) => folder.in(`${name}/report.json`));
    const out = folder.in('by-program');
    const args = ['report', 'merge', ...files, '--out', out, '--against', folder.in('absent.json')];
    const { code, stderr } = await program(args);
    expect(stderr).toContain('the verdicts to compare with cannot be read');
    expect([code, existsSync(out)]).toEqual([4, false]);
    expect((await program([...args, '--update'])).code).toBe(0);
    expect((await program(args)).stdout).toMatch(/every verdict is as recorded\n$/);
  });

  it('refuse what makes no whole, and write nothing then', () => {
    const out = folder.in('none');
    expect(() => merge(['one/report.json'], { out })).toThrow('this is no whole: missing: shard 2/2');
    writeFileSync(folder.in('text.json'), '{"v":1}');
    expect(() => merge(['text.json'], { out })).toThrow(/text\.json is no report to merge/);
    expect(() => merge(['missing.json'], { out })).toThrow(/cannot be read: ENOENT/);
    expect(existsSync(out)).toBe(false);
  });

  it('let a shard pass that has nothing to play', async () => {
    const shards = ['1/9', '2/9', '3/9', '4/9'];
    const codes = await Promise.all(
      shards.map((shard) =>
        program(['run', 'exit/success', '--engine', 'virtual', '--out', folder.in(shard), '--shard', shard]),
      ),
    );
    expect(codes.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  });
});

describe('fuzz --shard and report merge', () => {
  const fuzz = (shard: string, state: string) =>
    program(['fuzz', '--seed', '7', '--runs', '6', '--shard', shard, '--resume', folder.in(state)]);

  it('put the parts of a campaign together', async () => {
    expect((await fuzz('1/2', 'a.json')).code).toBe(0);
    expect((await fuzz('2/2', 'b.json')).code).toBe(0);
    const { code, stdout } = merge(['a.json', 'b.json', 'a.json']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^6 runs, 0 violated/m);
    expect(merge(['merged/fuzz.json']).stdout).toBe(stdout);
  });

  it('refuse a part alone, parts without a seed of their own, and a mixture', async () => {
    await fuzz('1/2', 'a.json');
    expect(() => merge(['a.json'])).toThrow('this is no whole: missing: shard 2/2');
    expect(() => merge(['a.json', 'one/report.json'])).toThrow(/reports of run and states of fuzz/);
    const { code, stderr } = await program(['fuzz', '--runs', '6', '--shard', '1/2']);
    expect([code, stderr]).toEqual([4, expect.stringContaining('parts of one campaign have one seed')]);
  });
});

describe('what GitHub is told', () => {
  const BODY = 'why: w\nfrom: [test]\ncatches: [as-expected]\n';
  const github = () => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: folder.path,
    GITHUB_STEP_SUMMARY: folder.in('job.md'),
  });

  it('is an annotation where the scenario says what was expected, and the summary', async () => {
    const file = folder.in('bad.yaml');
    writeFileSync(file, `title: Bad\nffmpeg: { default: [hang] }\n${BODY}expect: { outcome: published }\n`);
    const args = ['run', file, '--engine', 'virtual', '--out', folder.in('github')];
    const { stdout } = await program(args, github());
    expect(stdout).toMatch(
      /^::error file=bad\.yaml,line=6,title=production%3A bad violated::Bad%0Aas-expected/m,
    );
    const again = `again: npx stallproof run ${file} --engine virtual`;
    expect(stdout).toMatch(new RegExp(`%0A${again}$`, 'm'));
    expect(readFileSync(folder.in('job.md'), 'utf8')).toContain('# stallproof: violated');
    const json = await program([...args, '--json'], github());
    expect(() => JSON.parse(json.stdout)).not.toThrow();
    expect(json.stderr).toMatch(/^::error file=bad/m);
    expect((await program(args)).stdout).not.toContain('::error');
  });

  it('is the summary of the whole alone, where the run was divided', async () => {
    const job = folder.in('shard.md');
    writeFileSync(job, '');
    const args = [...CHOSEN, '--out', folder.in('three'), '--shard', '1/2'];
    await program(args, { ...github(), GITHUB_STEP_SUMMARY: job });
    expect(readFileSync(job, 'utf8')).toBe('');
    const io = memoryIo({ ...github(), GITHUB_STEP_SUMMARY: job });
    mergeReports(
      ['one', 'two'].map((name) => folder.in(`${name}/report.json`)),
      { out: folder.in('m') },
      io,
    );
    expect(readFileSync(job, 'utf8')).toContain('# stallproof: held');
  });
});
