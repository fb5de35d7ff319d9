import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { knownProcess } from '../../../../src/harness/engines/process/known-processes.js';
import {
  type ProcessEngineOptions,
  runOnProcesses,
} from '../../../../src/harness/engines/process/run-on-processes.js';
import type { Evidence } from '../../../../src/harness/evidence.js';
import { attemptsOf } from '../../../../src/harness/readings/invocations.js';
import { harnessEvents } from '../../../../src/harness/readings/moments.js';
import { stopOf } from '../../../../src/harness/readings/stops.js';
import type { Subject, SubjectManifest } from '../../../../src/harness/subject.js';
import { readScenario } from '../../../../src/scenario/load.js';
import type { Scenario } from '../../../../src/scenario/scenario.js';
import { type BuiltFakes, buildFakes } from '../../build-fakes.js';

let fakes: BuiltFakes;
beforeAll(async () => {
  fakes = await buildFakes();
});
afterAll(() => fakes.remove());

const FFMPEG = '"$0" -y -nostdin -progress pipe:1 -i "$1" -c:v copy -f mp4 "$2.part"';

/** A supervisor of one line of shell: `$0` is ffmpeg, `$1` the input, `$2` the output. */
function shell(script: string, manifest: Partial<SubjectManifest> = {}): Subject {
  return {
    folder: tmpdir(),
    manifest: {
      name: 'shell',
      title: 'A line of shell',
      command: ['sh', '-c', script, '{ffmpeg}', '{input}', '{output}'],
      jobs: 'single',
      exit: { '0': 'published', '143': 'cancelled' },
      artefacts: { temp: '{output}.part' },
      ...manifest,
    },
  };
}

function scenario(body: string): Scenario {
  const head = 'title: t\nwhy: w\nfrom: [test]\ncatches: [settles]\nspeed: 100\n';
  return readScenario(head + body, { file: 'test.yaml', id: 'test' });
}

async function run(
  played: Scenario,
  subject: Subject,
  rest: Partial<ProcessEngineOptions> = {},
): Promise<Evidence> {
  const options = { fakesFolder: fakes.folder, cli: 'unused', ...rest };
  return (await runOnProcesses(played, subject, options)).evidence;
}

const kindsOf = (evidence: Evidence): string[] =>
  evidence.events.map(({ from, event }) => `${from}:${from === 'subject' ? event.event : event.kind}`);

/** A zombie that nobody has buried yet does not live. */
const alive = (pid: number): boolean => knownProcess(pid) !== undefined;

const SUCCESS = scenario(
  'ffmpeg: { default: [{ progress: { blocks: 3 } }, complete] }\nexpect: { outcome: published }\n',
);
const HANG = scenario(
  'ffmpeg: { default: [{ progress: { blocks: 2 } }, hang] }\nexpect: { outcome: stalled }\n',
);

describe('runOnProcesses', () => {
  it('records a good run from the first process to the published file', async () => {
    const evidence = await run(SUCCESS, shell(`${FFMPEG} >/dev/null 2>&1 && mv "$2.part" "$2"`));
    const kinds = kindsOf(evidence);
    const order = [
      'harness:subject-started',
      'harness:job-submitted',
      'fake:started',
      'fake:progress',
      'fake:exiting',
      'harness:tree-gone',
      'harness:subject-exited',
      'harness:job-settled',
    ];
    const places = order.map((kind) => kinds.indexOf(kind));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(evidence.jobs).toMatchObject([
      { published: { state: 'complete', durationMs: 2_400_000, streams: ['video', 'audio'] }, temps: [] },
    ]);
    expect(evidence.leftAlive).toEqual([]);
    expect(harnessEvents(evidence, 'file-vanished').map(({ name }) => name)).toContain('job.mp4.part');
  });

  it('dates the spawn before the first words of the process', async () => {
    const [attempt] = attemptsOf(await run(SUCCESS, shell(`${FFMPEG} >/dev/null 2>&1`)), 'job');
    expect(attempt?.spawnedAtMs).toBeLessThan(attempt?.startedAtMs ?? 0);
    expect((attempt?.startedAtMs ?? 0) - (attempt?.spawnedAtMs ?? 0)).toBeLessThan(5_000);
  });

  it('tells a kill from an end of its own', async () => {
    const killer = shell(`${FFMPEG} >/dev/null 2>&1 & sleep 1; kill -9 $!; wait $!; exit 1`);
    const evidence = await run(HANG, killer);
    const [attempt] = attemptsOf(evidence, 'job');
    expect(attempt && stopOf(evidence, attempt)).toMatchObject({ kind: 'stopped', why: 'judgement' });
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'failed' }]);
    expect(evidence.jobs[0]?.temps).toEqual(['job.mp4.part']);
  });

  it('reports what a subject leaves running, and ends it', async () => {
    const evidence = await run(HANG, shell(`${FFMPEG} >/dev/null 2>&1 & sleep 0.5`));
    const [attempt] = attemptsOf(evidence, 'job');
    expect(evidence.leftAlive).toEqual([attempt?.pid]);
    expect(alive(attempt?.pid ?? 0)).toBe(false);
  });

  it('finds a process that is no fake and has left the group', async () => {
    const evidence = await run(SUCCESS, shell('setsid sleep 61 </dev/null >/dev/null 2>&1 & exit 0'));
    expect(evidence.leftAlive).toHaveLength(1);
    expect(evidence.leftAlive.filter(alive)).toEqual([]);
  });

  it('gives up on a subject that never ends', async () => {
    const played = scenario(
      'watch: { timeout: 1s }\nffmpeg: { default: [hang] }\nexpect: { outcome: timeout }\n',
    );
    const evidence = await run(played, shell('exec sleep 62'));
    expect(harnessEvents(evidence, 'gave-up')).toHaveLength(1);
    const [started] = harnessEvents(evidence, 'subject-started');
    expect(alive(started?.pid ?? 0)).toBe(false);
  });

  it('cancels with the signal of the manifest, at its time after the first ffmpeg', async () => {
    const played = scenario(
      'ffmpeg: { default: [hang] }\nmachine: [{ cancel: 30s }]\nexpect: { outcome: cancelled }\n',
    );
    const evidence = await run(
      played,
      shell(`${FFMPEG} >/dev/null 2>&1 & trap 'kill -9 $!; exit 143' TERM; wait`),
    );
    const [cancel] = harnessEvents(evidence, 'machine');
    const [attempt] = attemptsOf(evidence, 'job');
    expect((cancel?.atMs ?? 0) - (attempt?.startedAtMs ?? 0)).toBeGreaterThanOrEqual(300);
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('stops the subject and lets it go on', async () => {
    const played = scenario(
      'ffmpeg: { default: [{ wait: 100s }, complete] }\nmachine: [{ pause-supervisor: { after: 10s, for: 30s } }]\nexpect: { outcome: published }\n',
    );
    const evidence = await run(played, shell(`${FFMPEG} >/dev/null 2>&1`));
    expect(harnessEvents(evidence, 'machine').map(({ action }) => action)).toEqual(['pause', 'resume']);
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'published' }]);
  });

  it('kills the subject, starts it anew, and takes the answer of its second life', async () => {
    const played = scenario(
      'ffmpeg: { default: [{ wait: 30s }, complete] }\nmachine: [{ kill-supervisor: { after: 10s, restart: true } }]\nexpect: { outcome: published }\n',
    );
    const evidence = await run(played, shell(`${FFMPEG} >/dev/null 2>&1`));
    const exits = harnessEvents(evidence, 'subject-exited');
    expect(exits.map(({ code, signal }) => signal ?? code)).toEqual(['SIGKILL', 0]);
    expect(harnessEvents(evidence, 'job-submitted')).toHaveLength(1);
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'published' }]);
  });

  it('takes the answers of a worker, job by job', async () => {
    const worker = [
      'while read -r line; do id=$(echo "$line" | sed "s/.*\\"id\\":\\"\\([a-z]*\\)\\".*/\\1/");',
      'echo "{\\"jobId\\":\\"$id\\",\\"kind\\":\\"published\\"}"; echo noise; done',
    ].join(' ');
    const played = scenario(
      'jobs:\n  a: { expect: { outcome: published } }\n  b: { expect: { outcome: published } }\n',
    );
    const evidence = await run(played, shell(worker, { workerCommand: ['sh', '-c', worker] }));
    expect(harnessEvents(evidence, 'job-settled').map(({ job, outcome }) => `${job} ${outcome}`)).toEqual([
      'a published',
      'b published',
    ]);
    expect(harnessEvents(evidence, 'subject-started')).toHaveLength(1);
  });

  it('hands down thresholds at the speed of the run, and none of its own environment', async () => {
    process.env.STALLPROOF_TEST_SECRET = 'leaked';
    const command = [
      'sh',
      '-c',
      'echo "{stall} {graceMs} {probeTimeoutSeconds} $STALLPROOF_TEST_SECRET $GREETING"',
    ];
    const evidence = await run(SUCCESS, shell('', { command, env: { GREETING: 'hello {slots}' } }));
    delete process.env.STALLPROOF_TEST_SECRET;
    expect(evidence.stdoutTail).toBe('900ms 300 1.2  hello 1\n');
  });

  it('plants the lock of an owner that is dead, and knows it for its own', async () => {
    const played = scenario('machine: [{ lock: dead }]\nexpect: { outcome: published }\n');
    const lock = { artefacts: { lock: '{output}.lock' } };
    const found = await run(played, shell('cat "$2.lock"', lock));
    const { pid } = (JSON.parse(found.stdoutTail) as { owner: { pid: number } }).owner;
    expect(alive(pid)).toBe(false);
    expect(found.jobs[0]?.lock).toBe(false);
    expect((await run(played, shell('echo mine > "$2.lock"', lock))).jobs[0]?.lock).toBe(true);
  });

  it('ends everything when it is aborted', async () => {
    const abort = new AbortController();
    const note = join(fakes.folder, 'subject.pid');
    const subject = shell(`echo $$ > ${note}; ${FFMPEG} >/dev/null 2>&1`);
    const ended = expect(run(HANG, subject, { signal: abort.signal })).rejects.toThrow('enough');
    await vi.waitUntil(() => existsSync(note) && readFileSync(note, 'utf8') !== '', { timeout: 20_000 });
    abort.abort(new Error('enough'));
    await ended;
    expect(alive(Number(readFileSync(note, 'utf8')))).toBe(false);
  });

  it('keeps the folder of a run where asked, and none of a run that came to no end', async () => {
    const temp = mkdtempSync(join(fakes.folder, 'temp-'));
    vi.stubEnv('TMPDIR', temp);
    const keeping = (options: Partial<ProcessEngineOptions> = {}) =>
      runOnProcesses(SUCCESS, shell('exit 0'), {
        fakesFolder: fakes.folder,
        cli: 'unused',
        keep: true,
        ...options,
      });
    const { folder } = await keeping();
    expect(readdirSync(folder ?? '')).toContain('plan.json');
    await expect(keeping({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
    expect(readdirSync(temp).map((name) => join(temp, name))).toEqual([folder]);
    vi.unstubAllEnvs();
  });
});
