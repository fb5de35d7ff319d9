import type { Tools } from '../node/find-tools.js';
import type { BenchMode, Observation, PartName, PartResult } from './result.js';
import type { BenchWorkspace } from './workspace.js';

/** How much work a part is. */
export interface Plan {
  readonly repetitions: number;
  /** Roughly, for the time that is left; what was measured meanwhile takes its place. */
  readonly repetitionMs: number;
}

/** What a part has at hand. */
export interface PartContext {
  readonly mode: BenchMode;
  readonly tools: Tools;
  readonly workspace: BenchWorkspace;
  /** Where the built fakes are. */
  readonly fakesFolder: string;
  readonly repetitions: number;
  /** Whether another repetition may begin: nobody has interrupted, and there is time. */
  mayGoOn(): boolean;
  /** To be called after each repetition. */
  repetitionDone(): void;
  /** Something was left out. */
  note(sentence: string): void;
  readonly signal: AbortSignal;
}

/** One part of the benchmark: what it measures, and what that comes to. */
export interface Part {
  readonly name: PartName;
  readonly title: string;
  plan(mode: BenchMode): Plan;
  /** Takes as many repetitions as asked for, or fewer where it may not go on. Leaves no process behind. */
  collect(context: PartContext): Promise<readonly Observation[]>;
  /** Pure; more observations make narrower intervals. */
  summarise(observations: readonly Observation[]): Omit<PartResult, 'part' | 'title' | 'notes'>;
}
