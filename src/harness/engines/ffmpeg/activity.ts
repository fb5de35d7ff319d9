import { statSync } from 'node:fs';
import { readProc, readStat, TICK_MS } from '../../../node/proc-stat.js';
import type { FakeDeed } from '../../../script/fake-event.js';
import { DRAIN_SHARE, IO_FLOOR_BYTES } from '../../../watchdog/signs-of-life.js';

/** Less than this in one window is ffmpeg's own talk: progress blocks, lines of its report. */
const LEAST_BYTES = IO_FLOOR_BYTES / 4;

/** Told at most this often. */
const TELL_EVERY_MS = 50;

/** Of several ticks of the kernel's account. */
const CPU_WINDOW_MS = 250;

/**
 * What a process moves and computes, by the kernel's counters: the signs of life that ffmpeg shows while it prints
 * nothing. Told once they amount to something.
 */
export class Activity {
  readonly #pid: number;
  readonly #output: string | undefined;
  readonly #windowMs: number;
  readonly #tell: (deed: FakeDeed) => void;
  #movedBytes: number | undefined;
  #windowFromMs = 0;
  #cpuMs: number | undefined;
  #cpuFromMs = 0;
  #outputBytes = 0;

  /** @param windowMs how often a watchdog looks: what comes together in that time counts */
  constructor(pid: number, output: string | undefined, windowMs: number, tell: (deed: FakeDeed) => void) {
    this.#pid = pid;
    this.#output = output;
    this.#windowMs = windowMs;
    this.#tell = tell;
  }

  look(nowMs: number): void {
    this.#lookAtIo(nowMs);
    this.#lookAtCpu(nowMs);
    this.#lookAtOutput();
  }

  #lookAtIo(nowMs: number): void {
    const nowBytes = movedBytes(this.#pid);
    if (nowBytes === undefined) return;
    this.#movedBytes ??= nowBytes;
    const bytes = nowBytes - this.#movedBytes;
    const spanMs = nowMs - this.#windowFromMs;
    if (spanMs < (bytes < IO_FLOOR_BYTES ? this.#windowMs : TELL_EVERY_MS)) return;
    if (bytes >= LEAST_BYTES) this.#tell({ kind: 'churned', bytes });
    this.#movedBytes = nowBytes;
    this.#windowFromMs = nowMs;
  }

  #lookAtCpu(nowMs: number): void {
    if (nowMs - this.#cpuFromMs < CPU_WINDOW_MS) return;
    const stat = readStat(this.#pid);
    if (stat === undefined) return;
    const cpuMs = stat.cpuTicks * TICK_MS;
    const spanMs = nowMs - this.#cpuFromMs;
    const forMs = Math.min(cpuMs - (this.#cpuMs ?? cpuMs), spanMs);
    if (forMs / spanMs >= DRAIN_SHARE) this.#tell({ kind: 'computed', forMs });
    this.#cpuMs = cpuMs;
    this.#cpuFromMs = nowMs;
  }

  #lookAtOutput(): void {
    const bytes = this.#output === undefined ? 0 : sizeOf(this.#output);
    if (bytes < this.#outputBytes + LEAST_BYTES) return;
    this.#outputBytes = bytes;
    this.#tell({ kind: 'output', bytes, complete: false });
  }
}

/** Everything that a process has read and written since it was started; undefined when it is gone. */
export function movedBytes(pid: number): number | undefined {
  const text = readProc(`/proc/${pid}/io`)?.toString('latin1') ?? '';
  const [, read, written] = /^rchar: (\d+)\nwchar: (\d+)$/m.exec(text) ?? [];
  return read === undefined ? undefined : Number(read) + Number(written);
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
