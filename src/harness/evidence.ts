import type { EngineName, Scenario } from '../scenario/scenario.js';
import type { FakeEvent } from '../script/fake-event.js';
import type { JobEvent } from '../supervisor/events.js';

/**
 * The recorded timeline of one scenario against one subject: what really happened, from outside the subject.
 * All times are ms of one monotonic clock. `speed` turns nominal durations into these.
 */
export interface Evidence {
  readonly scenario: Scenario;
  readonly subject: string;
  readonly engine: EngineName;
  readonly speed: number;
  /** In the order in which things happened. */
  readonly events: readonly EvidenceEvent[];
  readonly jobs: readonly JobEvidence[];
  /** How late a canary timer fired, at most, while the scenario ran: the machine's own noise. 0 in virtual time. */
  readonly canaryLateMs: number;
  /** Subject's CPU while every fake was silent, as a share of one core; undefined when not seen long enough. */
  readonly idleCpuShare: number | undefined;
  /** Growth of the subject's resident memory, bytes. */
  readonly memoryGrowthBytes: number | undefined;
  /** Pids of the run that were alive after the subject had ended and a bounded wait. */
  readonly leftAlive: readonly number[];
  /** The subject's Prometheus text at the end; undefined when it shows none. */
  readonly metrics: string | undefined;
  /** What the subject wrote, bounded, for people. */
  readonly stdoutTail: string;
  readonly stderrTail: string;
}

export type EvidenceEvent =
  | { readonly from: 'fake'; readonly atMs: number; readonly event: FakeEvent }
  /** The subject's own account, where it gives one; believed only where an oracle is about what it says. */
  | { readonly from: 'subject'; readonly atMs: number; readonly event: JobEvent }
  | { readonly from: 'harness'; readonly atMs: number; readonly event: HarnessEvent };

export type HarnessEvent =
  | { readonly kind: 'subject-started'; readonly pid: number }
  | { readonly kind: 'subject-exited'; readonly code?: number; readonly signal?: string }
  | { readonly kind: 'job-submitted'; readonly job: string }
  /** The subject gave its answer for the job: exit code, or a line of a worker. */
  | { readonly kind: 'job-settled'; readonly job: string; readonly outcome: SettledOutcome }
  /** A process of the job's tree holds the tether / none does any more. */
  | { readonly kind: 'tree-alive'; readonly job: string }
  | { readonly kind: 'tree-gone'; readonly job: string }
  | { readonly kind: 'machine'; readonly action: string; readonly job?: string }
  /** The harness gave up waiting and ended the subject. */
  | { readonly kind: 'gave-up'; readonly afterMs: number };

/** What a subject's answer amounts to; `failed` when it does not say how. */
export type SettledOutcome = string;

/** What stood on disk for a job at the end. */
export interface JobEvidence {
  readonly id: string;
  readonly output: string;
  /** Every name in the output's folder that belongs to this job. */
  readonly files: readonly string[];
  /** What stands under the final name. */
  readonly published: PublishedFile;
  readonly lock: boolean;
  readonly temps: readonly string[];
  readonly errorLog: string | undefined;
  readonly meta: string | undefined;
}

export type PublishedFile =
  | { readonly state: 'none' }
  /** Readable, with a trailer. */
  | {
      readonly state: 'complete';
      readonly durationMs: number;
      readonly bytes: number;
      readonly streams: readonly string[];
    }
  | { readonly state: 'broken'; readonly bytes: number; readonly why: string };
