import type { TraceExit, TraceHeader, TraceRecord } from './trace.js';

/** Tenths of a millisecond are finer than any timer, and keep lines short. */
const DECIMALS = 10;

type Cell = number | string | null | TraceExit;

/** The header as a line of its own, with its end. */
export function headerLine(header: TraceHeader): string {
  return `${JSON.stringify(header)}\n`;
}

/**
 * A record as one line of JSON, with its end: an array that begins with the kind's letter and the time. A block of a
 * two-hour run takes some 40 bytes instead of the 215 that ffmpeg printed.
 */
export function recordLine(record: TraceRecord): string {
  return `${JSON.stringify(cells(record))}\n`;
}

function cells(record: TraceRecord): Cell[] {
  const atMs = Math.round(record.atMs * DECIMALS) / DECIMALS;
  switch (record.kind) {
    case 'block': {
      const { outTimeUs = null, totalSizeBytes = null, speed = null } = record;
      return [record.end ? 'B' : 'b', atMs, outTimeUs, totalSizeBytes, speed];
    }
    case 'sample':
      return ['u', atMs, Math.round(record.cpuMs), record.readBytes, record.writtenBytes, record.states];
    case 'line':
      return ['e', atMs, record.text];
    case 'signal':
      return ['k', atMs, record.signal];
    case 'stop':
      return ['c', atMs, record.why];
    case 'lost':
      return ['l', atMs, record.count];
    case 'exit':
      return ['x', atMs, record.exit];
  }
}

/**
 * Reads the line of a record.
 * @returns undefined for a kind that a later version may have added
 * @throws {Error} when it is no record at all; the message says what is wrong with it
 */
export function readRecord(line: string): TraceRecord | undefined {
  const value = parse(line);
  if (!Array.isArray(value)) throw new Error('not a record: it is no array');
  const values: readonly unknown[] = value;
  const letter = values[0];
  const atMs = values[1];
  if (typeof letter !== 'string')
    throw new Error('not a record: it does not begin with the letter of a kind');
  if (!isCount(atMs)) throw new Error('the time of a record must be a number of milliseconds from 0');
  switch (letter) {
    case 'b':
    case 'B':
      return block(atMs, values, letter === 'B');
    case 'u':
      return { kind: 'sample', atMs, ...resources(values) };
    case 'e':
      return { kind: 'line', atMs, text: text(values[2], 'the text of a line') };
    case 'k':
      return { kind: 'signal', atMs, signal: text(values[2], 'a signal') };
    case 'c':
      return { kind: 'stop', atMs, why: text(values[2], 'a cause') };
    case 'l':
      return { kind: 'lost', atMs, count: count(values[2], 'the count of lost records') };
    case 'x':
      return { kind: 'exit', atMs, exit: readExit(values[2]) };
    default:
      return undefined;
  }
}

/** A damaged line is the file's fault, never this program's: no stack, and what the parser says is not for people. */
export function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('not JSON: the line is damaged or was cut off');
  }
}

function block(atMs: number, values: readonly unknown[], end: boolean): TraceRecord {
  // By index: nearly every line of a trace is such a block, and to take arrays apart costs several times as much.
  const outTimeUs = values[2];
  const totalSizeBytes = values[3];
  const speed = values[4];
  if (isCount(outTimeUs) && isCount(totalSizeBytes) && isCount(speed)) {
    return { kind: 'block', atMs, outTimeUs, totalSizeBytes, speed, end };
  }
  return { kind: 'block', atMs, ...counters(values), end };
}

function counters([, , us, bytes, speed]: readonly unknown[]) {
  return {
    ...(us !== null && { outTimeUs: finite(us, 'the output time') }),
    ...(bytes !== null && { totalSizeBytes: count(bytes, 'the output size') }),
    ...(speed !== null && speed !== undefined && { speed: finite(speed, 'the speed') }),
  };
}

function resources([, , cpuMs, readBytes, writtenBytes, states]: readonly unknown[]) {
  return {
    cpuMs: count(cpuMs, 'the CPU time'),
    readBytes: count(readBytes, 'the bytes read'),
    writtenBytes: count(writtenBytes, 'the bytes written'),
    states: text(states, 'the states'),
  };
}

function readExit(value: unknown): TraceExit {
  if (typeof value === 'object' && value !== null) {
    if ('code' in value) return { code: count(value.code, 'the exit code') };
    if ('signal' in value) return { signal: text(value.signal, 'the signal') };
    if ('notStarted' in value) return { notStarted: text(value.notStarted, 'the reason') };
  }
  throw new Error('an exit has a code, a signal, or the reason why nothing was started');
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function count(value: unknown, what: string): number {
  if (!isCount(value)) throw new Error(`${what} must be a number from 0`);
  return value;
}

function finite(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new Error(`${what} must be a number or null`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} must be a text`);
  return value;
}
