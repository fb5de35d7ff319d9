import { parseDuration } from '../base/duration.js';
import { parseSize } from '../base/size.js';
import type { Fault, Field } from './fault.js';
import { answer } from './faults/answer.js';
import { answerGarbage } from './faults/answer-garbage.js';
import { answerPartial } from './faults/answer-partial.js';
import { backwards } from './faults/backwards.js';
import { close } from './faults/close.js';
import { complete } from './faults/complete.js';
import { die } from './faults/die.js';
import { diskFull } from './faults/disk-full.js';
import { end } from './faults/end.js';
import { exit } from './faults/exit.js';
import { finalise } from './faults/finalise.js';
import { finish } from './faults/finish.js';
import { flood } from './faults/flood.js';
import { fork } from './faults/fork.js';
import { freeze } from './faults/freeze.js';
import { garbage } from './faults/garbage.js';
import { hang } from './faults/hang.js';
import { heartbeat } from './faults/heartbeat.js';
import { ignoreSignals } from './faults/ignore-signals.js';
import { longLine } from './faults/long-line.js';
import { memory } from './faults/memory.js';
import { notAvailable } from './faults/not-available.js';
import { oscillate } from './faults/oscillate.js';
import { output } from './faults/output.js';
import { progress } from './faults/progress.js';
import { recorded } from './faults/recorded.js';
import { slowDeath } from './faults/slow-death.js';
import { slowStart } from './faults/slow-start.js';
import { spin } from './faults/spin.js';
import { split } from './faults/split.js';
import { stderr } from './faults/stderr.js';
import { stuck } from './faults/stuck.js';
import { trickle } from './faults/trickle.js';
import { wait } from './faults/wait.js';
import { wrap } from './faults/wrap.js';
import { write } from './faults/write.js';
import type { Step } from './step.js';

/** Faults that belong together, as the vocabulary page shows them. */
export interface FaultGroup {
  readonly title: string;
  readonly faults: readonly Fault[];
}

export const FAULT_GROUPS: readonly FaultGroup[] = [
  {
    title: 'Progress',
    faults: [progress, trickle, heartbeat, backwards, oscillate, notAvailable, wrap, split, end, recorded],
  },
  { title: 'The output', faults: [write, finish, output, finalise, complete, diskFull] },
  { title: 'Time and resources', faults: [wait, slowStart, hang, spin, freeze, stuck, memory] },
  { title: 'Streams', faults: [stderr, garbage, longLine, flood, close] },
  { title: 'Ends and descendants', faults: [exit, die, ignoreSignals, slowDeath, fork] },
  { title: 'ffprobe', faults: [answer, answerPartial, answerGarbage] },
];

/** Every way in which a fake can behave, in the order of the vocabulary page. */
export const FAULTS: readonly Fault[] = FAULT_GROUPS.flatMap(({ faults }) => faults);

const BY_NAME: ReadonlyMap<string, Fault> = new Map(FAULTS.map((fault) => [fault.name, fault]));

/** The fault of that name. Throws for any other: scenario files were checked when they were read. */
export function faultNamed(name: string): Fault {
  const fault = BY_NAME.get(name);
  if (fault === undefined) throw new Error(`internal error: no fault is called ${JSON.stringify(name)}`);
  return fault;
}

/** A step made in code: resolved values, and the fault's own defaults for the rest. */
export function step(name: string, config: Readonly<Record<string, unknown>> = {}): Step {
  const defaults = Object.entries(faultNamed(name).fields).map(([key, field]) => [key, defaultOf(field)]);
  return { fault: name, config: { ...Object.fromEntries(defaults), ...config } };
}

/** A field's default as a resolved value; undefined where it has none. */
export function defaultOf(field: Field): unknown {
  if (!('default' in field)) return undefined;
  if (field.type === 'duration') return parseDuration(field.default ?? '');
  if (field.type === 'size') return parseSize(field.default ?? '');
  if (field.type === 'factor') return Number.parseFloat(field.default ?? '');
  return field.default;
}
