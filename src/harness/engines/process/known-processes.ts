import { readdirSync } from 'node:fs';
import { hasProc, isRunning, readProc, readStat } from '../../../node/proc-stat.js';

/** A process of the run, told apart from any other that gets its pid later. */
export interface KnownProcess {
  readonly pid: number;
  /** The kernel's start time in clock ticks; undefined where there is no `/proc`. */
  readonly startTicks: number | undefined;
}

/** Undefined when nobody lives under that pid. */
export function knownProcess(pid: number): KnownProcess | undefined {
  if (!hasProc) return answersSignals(pid) ? { pid, startTicks: undefined } : undefined;
  const stat = readStat(pid);
  return stat !== undefined && isRunning(stat) ? { pid, startTicks: stat.startTicks } : undefined;
}

export function isAlive(known: KnownProcess): boolean {
  const now = knownProcess(known.pid);
  return now !== undefined && now.startTicks === known.startTicks;
}

/** Ends it at once. A pid that belongs to another process by now is left alone. */
export function killKnown(known: KnownProcess): void {
  if (!isAlive(known)) return;
  try {
    process.kill(known.pid, 'SIGKILL');
  } catch {
    // It ended in between, or is not ours to end: whoever looks next will see.
  }
}

/**
 * Every process that carries this text in its environment, wherever it went: each descendant of the subject
 * inherits the path of its plan. Empty where there is no `/proc`.
 */
export function carriersOf(text: string): KnownProcess[] {
  if (!hasProc) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => readProc(`/proc/${pid}/environ`)?.includes(text) === true)
    .flatMap((pid) => knownProcess(pid) ?? []);
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
