import type { Strategy } from '../ffmpeg/strategy.js';
import type { Step } from '../script/fault.js';
import type { Recording } from '../script/plan.js';
import type { OutcomeKind } from '../supervisor/outcome.js';
import type { RealPlay } from './real-play.js';

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
  /** `one` has all jobs; `each`: every job has a supervisor of its own, in a process of its own. */
  readonly supervisors: SupervisorCount;
  readonly watch: ScenarioWatch;
  readonly jobs: readonly ScenarioJob[];
  /** What is done to the supervisor and its surroundings, in order of time. */
  readonly machine: readonly MachineAction[];
}

/** Whether a scenario is made for that kind of engine at all: a real ffmpeg, or fakes. */
export function isMadeFor({ jobs }: Pick<Scenario, 'jobs'>, engine: EngineName): boolean {
  return jobs.some(({ real }) => real !== undefined) === (engine === 'ffmpeg');
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
  /** What happens to a real ffmpeg; absent in a scenario that scripts a fake. */
  readonly real?: RealPlay;
  /** File name of the recording; default: the job's id, and `.ts`. */
  readonly recordingName?: string;
  /** Files that the recording was split into. */
  readonly parts: number;
  /** File name of the output, without `.mp4`; jobs that share one compete for its lock. */
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

/** Times count from the first ffmpeg of the action's job, or from its first ffprobe where that is scripted. */
export type MachineAction =
  /**
   * Asks the supervisor to cancel the job (SIGTERM to a process, an abort signal in virtual time). `since`: the job
   * whose ffmpeg the time counts from, for one that has none yet.
   */
  | { readonly action: 'cancel'; readonly afterMs: number; readonly job?: string; readonly since?: string }
  /** Stops the whole supervisor and lets it go on. */
  | { readonly action: 'pause-supervisor'; readonly afterMs: number; readonly forMs: number }
  | { readonly action: 'kill-supervisor'; readonly afterMs: number; readonly restart: boolean }
  /** A lock file that stands there before the job starts. */
  | { readonly action: 'lock'; readonly owner: LockOwner; readonly job?: string }
  /** Something that stands under the name of an artefact before the job starts. */
  | { readonly action: 'plant'; readonly at: PlantedAt; readonly as: PlantedAs; readonly job?: string }
  /** Sets the calendar to another time; negative: to an earlier one. No duration is any longer or shorter for it. */
  | { readonly action: 'jump-clock'; readonly afterMs: number; readonly byMs: number }
  /** Removes the outputs' folder with all that is in it. */
  | { readonly action: 'remove-folder'; readonly afterMs: number }
  /** Takes all space on the outputs' disk; what is removed there later gives room again. */
  | { readonly action: 'fill-disk'; readonly afterMs: number };

/** Actions that happen at a time of the run. */
export type TimedAction = Extract<MachineAction, { afterMs: number }>;

export const SUPERVISOR_COUNTS = ['one', 'each'] as const;
export type SupervisorCount = (typeof SUPERVISOR_COUNTS)[number];

/**
 * `reused-pid`: its pid belongs to another process by now. `rebooted`: it ran before the machine's last start.
 * `garbage`: the file is no lock of this package.
 */
export const LOCK_OWNERS = ['dead', 'living', 'reused-pid', 'rebooted', 'foreign-host', 'garbage'] as const;
export type LockOwner = (typeof LOCK_OWNERS)[number];

export const PLANTED_AT = ['output', 'lock', 'error-log', 'metadata'] as const;
export type PlantedAt = (typeof PLANTED_AT)[number];

/** `file`: as an earlier job left it. `symlink`: to a file elsewhere that must stay as it is. */
export const PLANTED_AS = ['file', 'symlink', 'folder'] as const;
export type PlantedAs = (typeof PLANTED_AS)[number];
