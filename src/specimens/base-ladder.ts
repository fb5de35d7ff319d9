import type { Registry } from 'prom-client';
import { checkOutput, type OutputCheck } from '../ffmpeg/output-check.js';
import { outputStreams, remuxArgs } from '../ffmpeg/remux-args.js';
import type { Strategy } from '../ffmpeg/strategy.js';
import { dynamicTimeoutMs, type SupervisorConfig } from '../supervisor/config.js';
import type { JobEvent } from '../supervisor/events.js';
import {
  type AttemptFailure,
  type AttemptVerdict,
  incompleteOutput,
  judgeAttempt,
} from '../supervisor/judge-attempt.js';
import type { AttemptReport, Cause } from '../supervisor/outcome.js';
import { probeJob } from '../supervisor/probe-job.js';
import {
  describeFile,
  measureDuration,
  type ProbedRecording,
  type ProbeOutcome,
  type Unprobed,
} from '../supervisor/probe-recording.js';
import { type FailedAttempt, nextRung } from '../supervisor/retry.js';
import type { FfmpegResult } from '../supervisor/run-ffmpeg-with-progress.js';
import { TimeBudget } from '../supervisor/time-budget.js';
import { type AttemptOptions, BaseAttempt } from './base-attempt.js';
import type { SpecimenHost } from './specimen-host.js';
import type { SpecimenJob } from './specimen-job.js';

export interface SpecimenOptions {
  readonly host: SpecimenHost;
  readonly config: SupervisorConfig;
  readonly onEvent?: (event: JobEvent) => void;
  readonly registry?: Registry;
  /** How ffmpeg is run; the right way when absent. */
  readonly attempt?: new (
    options: AttemptOptions,
  ) => BaseAttempt;
}

/** What the ladder came to, or one rung of it. */
export type Climb = Ready | Fallen;

export interface Ready {
  readonly kind: 'ready';
  readonly strategy: Strategy;
  readonly tempPath: string;
  readonly check: Extract<OutputCheck, { ok: true }>;
}

export interface Fallen {
  readonly kind: 'failed';
  readonly cause: Cause;
  /** Head and tail of the last attempt's stderr. */
  readonly stderr: string;
}

/** One rung, tried in vain. */
interface FailedRung {
  readonly kind: 'failed';
  readonly failure: AttemptFailure;
  readonly result: FfmpegResult;
}

/** What happens to a job while it has its slot: probe and ladder, done right. */
export class BaseLadder {
  protected readonly host: SpecimenHost;
  protected readonly config: SupervisorConfig;
  readonly #Attempt: new (
    options: AttemptOptions,
  ) => BaseAttempt;

  constructor({ host, config, attempt = BaseAttempt }: SpecimenOptions) {
    this.host = host;
    this.config = config;
    this.#Attempt = attempt;
  }

  protected async climb(job: SpecimenJob): Promise<Climb> {
    const startedAtMs = this.host.clock.now();
    this.#allow(job, await this.timeoutAtMs(job, startedAtMs));
    const probed = await this.probe(job);
    if (probed.kind === 'failed') return this.#unprobed(job, probed);
    if (job.quarantine.occupied) return refused('ffprobe could not be ended');
    const { decision } = probed.recording;
    const first = decision.kind === 'run' ? decision.ladder[0] : undefined;
    if (decision.kind === 'refuse' || first === undefined) return refused(decision.reason);
    job.emit({ event: 'strategy-chosen', strategy: first, reason: decision.reason });
    let strategy = first;
    for (;;) {
      const timeoutAtMs = await this.timeoutAtMs(job, startedAtMs);
      this.#allow(job, timeoutAtMs);
      const rung = await this.#tryRung(job, strategy, probed.recording, timeoutAtMs);
      if (rung.kind === 'ready') return rung;
      const { failure, result } = rung;
      const next = this.nextRung(decision.ladder, { strategy, ...failure });
      if (next === undefined || job.quarantine.occupied) {
        return { kind: 'failed', cause: causeOf(rung, strategy), stderr: result.stderr };
      }
      const late = this.host.clock.now() >= (await this.timeoutAtMs(job, startedAtMs));
      if (late || job.signal?.aborted) {
        const kind = late ? 'timeout' : 'cancelled';
        const message = `${kind} before the ${next} attempt`;
        return { kind: 'failed', cause: { kind, message, strategy: next }, stderr: result.stderr };
      }
      await this.beforeRetry(job, next, failure);
      strategy = next;
    }
  }

  /** When the time for the next rung is used up, on the clock; `startedAtMs` is when the first one began. */
  protected async timeoutAtMs(job: SpecimenJob, startedAtMs: number): Promise<number> {
    const { totalTimeoutMs } = this.config;
    if (totalTimeoutMs !== undefined) return startedAtMs + totalTimeoutMs + job.sleptMs;
    const stat = await job.files.stat(job.input).catch(() => undefined);
    return startedAtMs + dynamicTimeoutMs(stat?.sizeBytes ?? 0) + job.sleptMs;
  }

  #allow(job: SpecimenJob, untilMs: number): void {
    const { clock } = this.host;
    job.budget = new TimeBudget(clock, untilMs - clock.now());
  }

  protected probe(job: SpecimenJob): Promise<ProbeOutcome> {
    return probeJob(job);
  }

  async #tryRung(
    job: SpecimenJob,
    strategy: Strategy,
    recording: ProbedRecording,
    timeoutAtMs: number,
  ): Promise<Ready | FailedRung> {
    const tempPath = this.tempPath(job, strategy);
    if (!(await job.files.createExclusive(tempPath, ''))) throw new Error(`${tempPath} stands there already`);
    const { host } = this;
    const { source = job.input, streams, durationMs: expectedDurationMs } = recording;
    const args = remuxArgs(strategy, { input: source, output: tempPath, streams });
    const attempt = new this.#Attempt({ host, job, strategy, args, timeoutAtMs, expectedDurationMs });
    const result = await attempt.run();
    const verdict = this.judge(result);
    const gate = await this.#passGate(job, tempPath, recording, result, verdict);
    this.#report(job, strategy, gate.ok ? verdict : gate.failure, result);
    if (gate.ok) return { kind: 'ready', strategy, tempPath, check: gate };
    if (!job.quarantine.occupied) await job.files.remove(tempPath).catch(() => false);
    return { kind: 'failed', failure: gate.failure, result };
  }

  protected judge(result: FfmpegResult): AttemptVerdict {
    return judgeAttempt(result);
  }

  /** Looks at what ffmpeg left. */
  protected async verify(
    job: SpecimenJob,
    tempPath: string,
    recording: ProbedRecording,
    _result: FfmpegResult,
  ): Promise<OutputCheck> {
    const described = await describeFile(job, tempPath);
    const probe = described.kind === 'described' ? described.probe : undefined;
    const { streams, durationMs } = recording;
    const promised = { durationMs, video: streams.video !== undefined, audio: streams.audio !== undefined };
    const check = checkOutput(probe, promised);
    if (check.ok || !check.packetsDecide) return check;
    const measuredMs = await recording.measuredMs();
    if (measuredMs === undefined) return check;
    const outputMs = await measureDuration(job, tempPath, outputStreams(streams), probe?.sizeBytes);
    return checkOutput(probe, { ...promised, durationMs: measuredMs }, outputMs);
  }

  protected nextRung(ladder: readonly Strategy[], failed: FailedAttempt): Strategy | undefined {
    return nextRung(ladder, failed);
  }

  protected async beforeRetry(job: SpecimenJob, strategy: Strategy, failure: AttemptFailure): Promise<void> {
    job.emit({ event: 'retrying', strategy, reason: failure.reason });
  }

  protected tempPath(job: SpecimenJob, strategy: Strategy): string {
    return job.names.path(strategy);
  }

  async #passGate(
    job: SpecimenJob,
    tempPath: string,
    recording: ProbedRecording,
    result: FfmpegResult,
    verdict: AttemptVerdict,
  ): Promise<Extract<OutputCheck, { ok: true }> | { readonly ok: false; readonly failure: AttemptFailure }> {
    if (verdict.kind !== 'ok') return { ok: false, failure: { ...verdict, kind: verdict.kind } };
    const check = await this.verify(job, tempPath, recording, result);
    if (job.signal?.aborted) {
      return { ok: false, failure: { kind: 'cancelled', reason: 'cancelled', finding: undefined } };
    }
    if (job.quarantine.occupied) {
      return { ok: false, failure: incompleteOutput('a process could not be killed', verdict.finding) };
    }
    return check.ok ? check : { ok: false, failure: incompleteOutput(check.why, verdict.finding) };
  }

  #unprobed(job: SpecimenJob, { reason, notStarted }: Unprobed): Fallen {
    if (job.signal?.aborted) return fallen({ kind: 'cancelled', message: `cancelled: ${reason}` });
    if (job.budget.usedUp) return fallen({ kind: 'timeout', message: `timed out: ${reason}` });
    if (notStarted) return fallen({ kind: 'not-started', message: reason });
    return refused(`the recording could not be probed: ${reason}`);
  }

  #report(
    job: SpecimenJob,
    strategy: Strategy,
    { kind: result, reason }: AttemptVerdict,
    { end }: FfmpegResult,
  ): void {
    const report: AttemptReport = {
      strategy,
      result,
      reason,
      ...(end.exit?.kind === 'code' && { exitCode: end.exit.code }),
      ...(end.exit?.kind === 'signal' && { signal: end.exit.signal }),
      elapsedMs: end.elapsedMs,
      leaked: end.leaked,
    };
    job.attempts.push(report);
    job.emit({ event: 'attempt-ended', ...report });
  }
}

function causeOf({ failure, result }: FailedRung, strategy: Strategy): Cause {
  const { kind, reason, finding } = failure;
  return {
    kind,
    message: reason,
    strategy,
    ...(result.stall && { stall: result.stall }),
    ...(finding && { stderr: { id: finding.id, line: finding.line } }),
  };
}

/** The outcome of a recording that is not tried. */
export function refused(reason: string): Fallen {
  return fallen({ kind: 'refused', message: `refused: ${reason}` });
}

function fallen(cause: Cause): Fallen {
  return { kind: 'failed', cause, stderr: '' };
}
