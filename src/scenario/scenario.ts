import type { Strategy } from '../ffmpeg/strategy.js';
import type { Step } from '../script/fault.js';
import type { Recording } from '../script/plan.js';
import type { OutcomeKind } from '../supervisor/outcome.js';

export const ENGINES = ['process', 'virtual', 'ffmpeg'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A scenario after reading: units resolved, defaults filled in. Durations are nominal. */
export interface Scenario {
  /** The file's path below the catalogue without `.yaml`, such as `stall/hang-before-output`. */
  readonly id: string;
  /** Where it was read from, for messages. */
  readonly file: string;
  readonly title: string;
  /** Why a correct supervisor must behave so. */
  readonly why: string;
  /** The incidents or flaws it comes from, such as `origin test 1`, `origin flaw 5`, `PeerTube 5683`. */
  readonly from: readonly string[];
  readonly tags: readonly string[];
  /** The oracle that would catch the flaw this scenario stands for. */
  readonly catches: readonly string[];
  /** Engines that cannot show it, with the reason. */
  readonly notOn: Readonly<Partial<Record<EngineName, string>>>;
  /** Nominal time divided by real time on the process engine. */
  readonly speed: number;
  readonly slots: number;
  readonly watch: ScenarioWatch;
  readonly jobs: readonly ScenarioJob[];
  /** What is done to the supervisor and its surroundings, in order of time. */
  readonly machine: readonly MachineAction[];
}

export interface ScenarioWatch {
  readonly startupGraceMs: number;
  readonly stallTimeoutMs: number;
  readonly tickMs: number;
  readonly finaliseMs: number;
  readonly probeTimeoutMs: number;
  readonly totalTimeoutMs: number | undefined;
}

export interface ScenarioJob {
  /** `job` for the only one, else `a`, `b`, … or as the scenario names it. */
  readonly id: string;
  readonly recording: Recording;
  readonly ffmpeg: Readonly<Partial<Record<Strategy, readonly Step[]>>>;
  readonly ffprobe?: readonly Step[];
  readonly ffprobeOutput?: readonly Step[];
  /** Name of the output; jobs that share one compete for its lock. */
  readonly outputName: string;
  /** When it is submitted, counted from the start of the run. Default 0. */
  readonly submitAfterMs: number;
  readonly expect: Expectation;
}

/** Only what is special to the scenario; the oracles hold for all. */
export interface Expectation {
  /** Any of these is right. */
  readonly outcome: readonly OutcomeKind[];
  /** The rungs tried, in order; absent: whatever the oracles allow. */
  readonly attempts?: readonly Strategy[];
  /** Must appear in the error log. */
  readonly errorLog?: readonly string[];
}

export type MachineAction =
  /** Asks the supervisor to cancel the job (SIGTERM to a process, an abort signal in virtual time). */
  | { readonly action: 'cancel'; readonly afterMs: number; readonly job?: string }
  /** Stops the whole supervisor and lets it go on. */
  | { readonly action: 'pause-supervisor'; readonly afterMs: number; readonly forMs: number }
  | { readonly action: 'kill-supervisor'; readonly afterMs: number; readonly restart: boolean }
  /** A lock file that stands there before the job starts. */
  | {
      readonly action: 'lock';
      readonly owner: 'dead' | 'living' | 'foreign-host' | 'garbage';
      readonly job?: string;
    };
