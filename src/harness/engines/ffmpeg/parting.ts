import { constants } from 'node:os';
import type { ReportLine } from './report-line.js';

/** How a process ended by its own will. */
export interface Parting {
  readonly code?: number;
  readonly signal?: string;
}

/** ffmpeg's exit code after a signal that it answered. */
const AFTER_SIGNAL_CODE = 255;

/**
 * Follows ffmpeg's report to its end. Nobody but its parent is told how a process ended; but ffmpeg says it: up to 6.0 it
 * closes its input last and says "Conversion failed!" whenever it exits with another code than 0, from 6.1 on it tells
 * the code. What stops in the middle was killed.
 */
export class PartingWords {
  #began = false;
  #finished = false;
  #closedAfterwards = false;
  #failed = false;
  #refused = false;
  #code: number | undefined;
  #signal: number | undefined;

  take(line: ReportLine): void {
    this.#refused = line.kind === 'refused' || (this.#refused && line.kind === 'closed-input');
    if (line.kind === 'began') this.#began = true;
    if (line.kind === 'summary') this.#finished = true;
    if (line.kind === 'closed-input') this.#closedAfterwards ||= this.#finished;
    if (line.kind === 'failed') this.#failed = true;
    if (line.kind === 'exit') this.#code = line.code;
    if (line.kind === 'signalled') this.#signal = line.number;
  }

  /** The name of the signal that it answered. */
  get signal(): string | undefined {
    return this.#signal === undefined ? undefined : signalName(this.#signal);
  }

  /** Once it is gone: how it left; undefined when it was killed. */
  get parting(): Parting | undefined {
    if (this.#code !== undefined) return { code: this.#code };
    if (this.#signal !== undefined) return { code: AFTER_SIGNAL_CODE };
    if (this.#failed) return { code: 1 };
    if (this.#closedAfterwards) return { code: 0 };
    return this.#refused && !this.#began ? { code: 1 } : undefined;
  }
}

export function signalName(number: number): string {
  const known = Object.entries(constants.signals).find(([, value]) => value === number);
  return known?.[0] ?? `SIG${number}`;
}
