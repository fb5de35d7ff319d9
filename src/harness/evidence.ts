import type { EngineName, PlantedAt, Scenario } from '../scenario/scenario.js';
import type { FakeEvent } from '../script/fake-event.js';
import type { JobEvent } from '../supervisor/events.js';

/**
 * The recorded timeline of one scenario against one subject: what really happened, from outside the subject.
 * All times are ms of one monotonic clock. `speed` turns nominal durations into these.
 */
export interface Evidence {
  readonly scenario: Scenario;
  readonly subject: string;
  readonly shows: SubjectShows;
  readonly engine: EngineName;
  /** The release of a real ffmpeg, as it names itself; absent where fakes played. */
  readonly ffmpeg?: string;
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
  /** The subject's Prometheus text at the end; undefined when there is none. */
  readonly metrics: string | undefined;
  /** Lines of its output that its manifest calls the report of a stall; undefined without such a pattern. */
  readonly stallLines: number | undefined;
  /** What the subject wrote, bounded, for people. */
  readonly stdoutTail: string;
  readonly stderrTail: string;
}

/** What a subject can show at all, by its manifest. What it cannot is unobservable, and never held. */
export interface SubjectShows {
  readonly lock: boolean;
  readonly errorLog: boolean;
  readonly meta: boolean;
  readonly metrics: boolean;
  readonly events: boolean;
  /** Runs several jobs in one process, under one number of slots. */
  readonly slots: boolean;
  /** Its answer for a cancelled job differs from that for a failed one. */
  readonly cancelled: boolean;
}

export type EvidenceEvent =
  | { readonly from: 'fake'; readonly atMs: number; readonly event: FakeEvent }
  /** The subject's own account, where it gives one; believed only where an oracle is about what it says. */
  | { readonly from: 'subject'; readonly atMs: number; readonly event: JobEvent }
  | { readonly from: 'harness'; readonly atMs: number; readonly event: HarnessEvent };

export type HarnessEvent =
  /** `job`: the one that it has alone; absent for one that has all. */
  | { readonly kind: 'subject-started'; readonly pid: number; readonly job?: string }
  | {
      readonly kind: 'subject-exited';
      readonly code?: number;
      readonly signal?: string;
      readonly job?: string;
    }
  | { readonly kind: 'job-submitted'; readonly job: string }
  /** The subject gave its answer for the job: exit code, or a line of a worker. */
  | { readonly kind: 'job-settled'; readonly job: string; readonly outcome: SettledOutcome }
  /** A process of the job's tree holds the tether / none does any more. */
  | { readonly kind: 'tree-alive'; readonly job: string }
  | { readonly kind: 'tree-gone'; readonly job: string }
  /** A fake came to be, by the kernel's account: earlier than its own first words, by the time of its start. */
  | { readonly kind: 'spawned'; readonly job: string; readonly pid: number }
  /** A fake, or a descendant of one, was seen to be no more. */
  | { readonly kind: 'process-gone'; readonly job: string; readonly pid: number }
  /** SIGKILL reached a process that is in a system call which nothing interrupts: its end is up to the kernel. */
  | { readonly kind: 'doomed'; readonly job: string; readonly pid: number }
  /** A file operation of the subject was made to fail, to hang, or to take its time. */
  | {
      readonly kind: 'file-trouble';
      readonly operation: string;
      readonly name: string;
      readonly fate: 'fails' | 'hangs' | 'slow';
      /** Of a slow one: how long until it takes effect. */
      readonly takesMs?: number;
    }
  /** A process of the job was alive when the next attempt had begun, and still some time later. */
  | { readonly kind: 'overlap'; readonly job: string; readonly pid: number; readonly next: number }
  /** A name came to be in the outputs' folder, or ceased. */
  | { readonly kind: 'file-appeared'; readonly name: string }
  | { readonly kind: 'file-vanished'; readonly name: string }
  /** A file elsewhere, which a planted link leads to, is no longer what it was. */
  | { readonly kind: 'bystander-changed'; readonly at: PlantedAt }
  | { readonly kind: 'machine'; readonly action: MachineDeed; readonly job?: string }
  /** The harness gave up waiting and ended the subject. */
  | { readonly kind: 'gave-up'; readonly afterMs: number };

export type MachineDeed =
  | 'cancel'
  | 'pause'
  | 'resume'
  | 'kill'
  | 'jump-clock'
  | 'remove-folder'
  | 'fill-disk';

/** What a subject's answer amounts to: an outcome kind, or `failed` when it does not say how. */
export type SettledOutcome = string;

/** What stood on disk for a job at the end. */
export interface JobEvidence {
  readonly id: string;
  /** Name of the output; jobs can share one. */
  readonly output: string;
  /** Every name in the output's folder that belongs to this job. */
  readonly files: readonly string[];
  /** What stands under the final name. */
  readonly published: PublishedFile;
  /** A lock stands there that the harness did not put there. */
  readonly lock: boolean;
  /** Names that begin like the output and are none of the things it should leave. */
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
