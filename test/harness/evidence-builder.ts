import type { Strategy } from '../../src/ffmpeg/strategy.js';
import type { Evidence, EvidenceEvent, HarnessEvent, JobEvidence } from '../../src/harness/evidence.js';
import type { Oracle } from '../../src/harness/oracle.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { FakeDeed, FakeEvent } from '../../src/script/fake-event.js';
import type { JobDeed } from '../../src/supervisor/events.js';
import { jobEvidence, SCENARIO, SHOWS_ALL, scriptedJob } from './made-by-hand.js';

const SECOND_MS = 1000;

/** What a fake ffmpeg did, in seconds of the run. */
export interface AttemptScript {
  readonly job?: string;
  readonly pid?: number;
  readonly tool?: 'ffmpeg' | 'ffprobe';
  readonly strategy?: Strategy;
  readonly from: number;
  readonly writesTo?: string;
  /** Seconds at which a block advanced. */
  readonly advances?: readonly number[];
  /** Seconds at which a block came without advance. */
  readonly beats?: readonly number[];
  /** Seconds at which data moved without progress. */
  readonly works?: readonly number[];
  /** Whatever else it did, at seconds of the run. */
  readonly deeds?: readonly { readonly at: number; readonly deed: FakeDeed }[];
  /** Ended by itself, with this code or signal. */
  readonly exits?: { readonly at: number; readonly code?: number; readonly signal?: string };
  /** Died without a word. */
  readonly killed?: number;
  /** Got a polite signal. */
  readonly signalled?: number;
}

/**
 * Builds evidence by hand. Speed 1: seconds of the run are nominal seconds, so that a reader can check them
 * against 30 s of grace and 90 s of stall.
 */
export class EvidenceBuilder {
  readonly #events: EvidenceEvent[] = [];
  readonly #invocations = new Map<string, number>();
  #jobs: JobEvidence[];
  #scenario: Scenario;
  #rest: Partial<Evidence> = {};
  #pid = 100;

  constructor(scenario: Partial<Scenario> = {}) {
    const jobs = scenario.jobs ?? [scriptedJob('job')];
    this.#scenario = { ...SCENARIO, ...scenario, jobs };
    this.#jobs = jobs.map(({ id, outputName }) => jobEvidence(id, `${outputName}.mp4`));
    this.harness(0, { kind: 'subject-started', pid: 50 });
    for (const { id } of jobs) this.harness(0, { kind: 'job-submitted', job: id });
  }

  harness(at: number, event: HarnessEvent): this {
    this.#events.push({ from: 'harness', atMs: at * SECOND_MS, event });
    return this;
  }

  subject(at: number, deed: JobDeed, jobId = 'job'): this {
    const stamp = { v: 1, atMs: at * SECOND_MS, time: '2026-01-03T00:00:00.000Z', jobId } as const;
    this.#events.push({
      from: 'subject',
      atMs: at * SECOND_MS,
      event: { ...stamp, recordingId: `recording-${jobId}`, ...deed },
    });
    return this;
  }

  /** A whole process with everything that the engine records of it. */
  attempt(script: AttemptScript): this {
    const { job = 'job', tool = 'ffmpeg', from, pid = this.#pid++ } = script;
    const strategy = tool === 'ffmpeg' ? { strategy: script.strategy ?? 'default' } : {};
    const key = `${tool}:${job}`;
    const invocation = (this.#invocations.get(key) ?? 0) + 1;
    this.#invocations.set(key, invocation);
    const fake = (at: number, deed: FakeDeed): void => {
      const atMs = at * SECOND_MS;
      const event = { atMs, pid, tool, job, invocation, ...strategy, ...deed } as FakeEvent;
      this.#events.push({ from: 'fake', atMs, event });
    };
    const { writesTo } = script;
    this.harness(from, { kind: 'spawned', job, pid });
    this.harness(from, { kind: 'tree-alive', job });
    fake(from, { kind: 'started', parentPid: 50, args: [], ...(writesTo !== undefined && { writesTo }) });
    const blocks = [
      ...(script.advances ?? []).map((at) => ({ at, advance: true })),
      ...(script.beats ?? []).map((at) => ({ at, advance: false })),
    ].sort((a, b) => a.at - b.at);
    let done = 0;
    for (const { at, advance } of blocks) {
      if (advance) done += 1;
      fake(at, { kind: 'progress', outTimeUs: done * 1e6, totalSizeBytes: done * 1e6, end: false });
    }
    for (const at of script.works ?? []) fake(at, { kind: 'churned', bytes: 1e6 });
    for (const { at, deed } of script.deeds ?? []) fake(at, deed);
    if (script.signalled !== undefined) fake(script.signalled, { kind: 'signalled', signal: 'SIGTERM' });
    const { exits, killed } = script;
    if (exits !== undefined) {
      const { code, signal } = exits;
      fake(exits.at, {
        kind: 'exiting',
        ...(code !== undefined && { code }),
        ...(signal !== undefined && { signal }),
      });
    }
    const end = exits?.at ?? killed;
    if (end !== undefined) {
      this.harness(end, { kind: 'process-gone', job, pid });
      this.harness(end, { kind: 'tree-gone', job });
    }
    return this;
  }

  /** The subject's answer; of a single subject, its exit too. */
  settled(at: number, outcome: string, job = 'job'): this {
    this.harness(at, { kind: 'job-settled', job, outcome });
    return this.harness(at, { kind: 'subject-exited', code: outcome === 'published' ? 0 : 1 });
  }

  /** What stands on disk for a job at the end. */
  disk(files: Partial<JobEvidence>, job = 'job'): this {
    this.#jobs = this.#jobs.map((known) => (known.id === job ? { ...known, ...files } : known));
    return this;
  }

  with(rest: Partial<Evidence>): this {
    this.#rest = { ...this.#rest, ...rest };
    return this;
  }

  build(): Evidence {
    return {
      scenario: this.#scenario,
      subject: 'hand-made',
      shows: SHOWS_ALL,
      engine: 'process',
      speed: 1,
      events: this.#events.toSorted((a, b) => a.atMs - b.atMs),
      jobs: this.#jobs,
      canaryLateMs: 0,
      idleCpuShare: undefined,
      memoryGrowthBytes: undefined,
      leftAlive: [],
      metrics: undefined,
      stallLines: undefined,
      stdoutTail: '',
      stderrTail: '',
      ...this.#rest,
    };
  }

  /** `held`, `violated: the sentence`, … */
  judge(oracle: Oracle): string {
    const verdict = oracle.judge(this.build());
    return 'sentence' in verdict ? `${verdict.status}: ${verdict.sentence}` : verdict.status;
  }
}
