import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** One line of `/proc/PID/stat` (proc(5)); times in clock ticks. */
export interface ProcStat {
  readonly pid: number;
  /** One letter: R, S, D, T, Z … */
  readonly state: string;
  readonly parentPid: number;
  readonly group: number;
  readonly threads: number;
  /** User and system time, reaped children included. */
  readonly cpuTicks: number;
  /** Ticks from boot to start: with the pid, the identity of a process. */
  readonly startTicks: number;
}

/** Linux fixes this at 100 for everything that user space sees. */
export const TICK_MS = 10;

/** An environment can be as large as 2 MiB; what lies behind this is not searched. */
const BUFFER_BYTES = 256 * 1024;
const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);

/** Whether this platform tells about processes in `/proc` at all. */
export const hasProc = existsSync('/proc/self/stat');

/** What reading says of a process that is gone, or not ours to look at. */
const NOT_THERE = ['ENOENT', 'ESRCH', 'EACCES', 'EPERM'];

/**
 * The start of a file under `/proc`, at most 256 KiB; undefined when the process is gone or not ours to read.
 * The bytes are valid until the next call: one buffer serves all, since these reads come by the hundred.
 * @throws when this process cannot read at all, as when it is out of file descriptors: then nobody is known dead.
 */
export function readProc(path: string): Buffer | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(path, 'r');
    let filled = 0;
    while (filled < BUFFER_BYTES) {
      const count = readSync(fd, buffer, filled, BUFFER_BYTES - filled, null);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  } catch (error) {
    if (NOT_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** What `read` gives, or `otherwise` when this process cannot read `/proc` at all. */
export function ifReadable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return otherwise;
  }
}

/** Undefined when no process has that pid. */
export function readStat(pid: number): ProcStat | undefined {
  const text = readProc(`/proc/${pid}/stat`)?.toString('latin1');
  return text === undefined ? undefined : parseStat(text);
}

/** Undefined for a line that is not complete. The name in it may contain spaces, brackets and line breaks. */
export function parseStat(text: string): ProcStat | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 20) return undefined;
  // Field n of the manual stands at n - 3: the list starts behind the pid and the name.
  const number = (field: number): number => Number(fields[field - 3]);
  return {
    pid: Number.parseInt(text, 10),
    state: fields[0] ?? '?',
    parentPid: number(4),
    group: number(5),
    threads: number(20),
    cpuTicks: number(14) + number(15) + number(16) + number(17),
    startTicks: number(22),
  };
}

/** A zombie does not run, unless only its main thread has ended. */
export function isRunning(stat: ProcStat): boolean {
  const dead = stat.state === 'Z' || stat.state === 'X' || stat.state === 'x';
  return !dead || (stat.state === 'Z' && stat.threads > 1);
}
