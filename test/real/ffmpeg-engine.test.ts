import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRealTools } from '../../src/harness/engines/ffmpeg/real-tools.js';
import { runOnFfmpeg } from '../../src/harness/engines/ffmpeg/run-on-ffmpeg.js';
import { carriersOf, knownProcess } from '../../src/harness/engines/process/known-processes.js';
import { judgeEvidence } from '../../src/harness/judge.js';
import { detectsStall } from '../../src/harness/oracles/detects-stall.js';
import { noFalseKill } from '../../src/harness/oracles/no-false-kill.js';
import { attemptsOf } from '../../src/harness/readings/invocations.js';
import { stopOf } from '../../src/harness/readings/stops.js';
import type { Subject } from '../../src/harness/subject.js';
import { readScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';

const LIMIT_MS = 120_000;
const { tools: found } = await findRealTools({});

/** Other tests play at the same time: what is left of a run is looked for in a temp folder of our own. */
const temp = mkdtempSync(join(tmpdir(), 'stallproof-engine-'));
const inherited = process.env.TMPDIR;
beforeAll(() => {
  process.env.TMPDIR = temp;
});
afterAll(() => {
  if (inherited === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = inherited;
  rmSync(temp, { recursive: true, force: true });
});

/** A supervisor of one line of shell: `$0` is ffmpeg, `$1` the input, `$2` the output. */
function shell(script: string): Subject {
  return {
    folder: tmpdir(),
    manifest: {
      name: 'shell',
      title: 'A line of shell',
      command: ['sh', '-c', script, '{ffmpeg}', '{input}', '{output}'],
      jobs: 'single',
      exit: { '0': 'published' },
      artefacts: { temp: '{output}.part' },
    },
  };
}

function scenario(body: string, speed = 100): Scenario {
  const head = `title: t\nwhy: w\nfrom: [test]\ncatches: [settles]\nspeed: ${speed}\nrecording: { duration: 5s, size: 1MB }\n`;
  return readScenario(`${head}${body}\nexpect: { outcome: published }\n`, { file: 'test.yaml', id: 'test' });
}

const folders = (): string[] => readdirSync(temp).filter((name) => /^sp-/.test(name));

describe.skipIf(found.length === 0).each(found.map((tools) => [tools.version, tools] as const))(
  'the engine with ffmpeg %s',
  (_, tools) => {
    const run = async (played: Scenario, subject: Subject, signal?: AbortSignal) => {
      const options = { tools, cli: 'unused', ...(signal !== undefined && { signal }) };
      return (await runOnFfmpeg(played, subject, options)).evidence;
    };

    it('sees a good run from its start to its exit code', { timeout: LIMIT_MS }, async () => {
      const script = '"$0" -nostdin -v error -y -i "$1" -c copy -f mp4 "$2.part" && mv "$2.part" "$2"';
      const evidence = await run(scenario('real: {}'), shell(script));
      const [attempt] = attemptsOf(evidence, 'job');
      expect(attempt).toMatchObject({ strategy: 'default', tool: 'ffmpeg' });
      expect(attempt && stopOf(evidence, attempt)).toMatchObject({ kind: 'own-will', code: 0 });
      expect(attempt?.events.some((event) => event.kind === 'progress' && event.end)).toBe(true);
      expect(evidence.jobs[0]?.published).toMatchObject({ state: 'complete', streams: ['video', 'audio'] });
      expect(evidence).toMatchObject({ engine: 'ffmpeg', ffmpeg: tools.version, leftAlive: [] });
    });

    it('sees a failure, and that no file stands there', { timeout: LIMIT_MS }, async () => {
      const evidence = await run(
        scenario('real: {}'),
        shell('"$0" -nostdin -v error -i "$1" -c:v h299 "$2.part"'),
      );
      const [attempt] = attemptsOf(evidence, 'job');
      expect(attempt && stopOf(evidence, attempt)).toMatchObject({ kind: 'own-will', code: 1 });
      expect(evidence.jobs[0]?.published).toEqual({ state: 'none' });
    });

    it('catches who does not drain stderr', { timeout: LIMIT_MS }, async () => {
      const script =
        '"$0" -y -nostdin -v info -debug_ts -i "$1" -c copy -f mp4 "$2.part" 2>&1 >/dev/null | sleep 9';
      const evidence = await run(scenario('real: {}'), shell(script));
      expect(detectsStall.judge(evidence)).toMatchObject({
        status: 'violated',
        sentence: expect.stringMatching(/was left alone for/),
      });
    });

    it('catches who calls a healthy ffmpeg stalled, where it can see that', {
      timeout: LIMIT_MS,
    }, async () => {
      const feed = 'real: { through: fifo, feed: [{ send: { percent: 100, over: 100s } }] }';
      const killed = (options: string): Subject =>
        shell(
          `"$0" ${options} -y -nostdin -i "$1" -c copy -f mp4 "$2.part" & sleep 1; kill -9 $!; wait; exit 1`,
        );
      const [seen, hidden] = await Promise.all([
        run(scenario(feed, 10), killed('-v error')),
        run(scenario(feed, 10), killed('-nostats -progress pipe:1')),
      ]);
      expect(noFalseKill.judge(seen)).toMatchObject({ status: 'violated' });
      expect(judgeEvidence(hidden)['no-false-kill']).toMatchObject({ status: 'unobservable' });
    });

    it('leaves no process and no file when it is interrupted', { timeout: LIMIT_MS }, async () => {
      const abort = new AbortController();
      const feed = 'real: { through: tcp, feed: [{ send: 40 }, freeze] }';
      const script = '"$0" -nostdin -v error -y -i "$1" -c copy -f mp4 "$2.part"';
      const ended = expect(run(scenario(feed, 1), shell(script), abort.signal)).rejects.toThrow('enough');
      const started = (): boolean => folders().some((name) => existsSync(join(temp, name, 'tools/starts')));
      await expect.poll(started, { timeout: 60_000 }).toBe(true);
      const [mine = ''] = folders();
      const pids = carriersOf(join(temp, mine, 'plan.json')).map(({ pid }) => pid);
      expect(pids.length).toBeGreaterThan(0);
      abort.abort(new Error('enough'));
      await ended;
      expect(folders()).toEqual([]);
      expect(pids.filter((pid) => knownProcess(pid) !== undefined)).toEqual([]);
    });
  },
);
