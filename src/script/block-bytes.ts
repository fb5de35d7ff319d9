import { formatBlock, type PrintedBlock } from './progress-block.js';

/** Room for some hundred blocks. Each is a window on it and is never written again. */
const SLAB_BYTES = 64 * 1024;

const ZERO = 48;
const SPACE = 32;

/** The width that a bit rate is padded to, and from where on it is wider. */
const BITRATE_WIDTH = 6;
const MOST_TENTHS = 100_000;

/** So near to the middle between two tenths, rounding is left to `toFixed`. */
const MIDDLE = 1e-6;

/** Digits behind the point of a clock time. */
const FRACTION_DIGITS = 6;

const HUNDRED_HOURS_US = 360_000_000_000;

/** Where a number stands, and between what bounds it takes just that room. */
interface Field {
  readonly at: number;
  readonly digits: number;
  readonly least: number;
  readonly below: number;
}

/** A printed block, as a form for blocks that differ from it in nothing but these numbers. */
interface Form {
  readonly bytes: Uint8Array;
  readonly speed: number | undefined;
  readonly end: boolean;
  /** Undefined for audio alone. */
  readonly frame: Field | undefined;
  readonly totalSize: Field;
  readonly outTimeUs: Field;
  readonly bitrateAt: number;
  readonly outTimeMsAt: number;
  readonly clockAt: number;
}

const encoder = new TextEncoder();

let slab = new Uint8Array(SLAB_BYTES);
let usedBytes = 0;
let latest: Form | undefined;

/**
 * What {@link formatBlock} writes, as bytes. Of two blocks in a row most bytes are the same, and a long job has tens of
 * thousands: only their digits are written, which takes a tenth of the time.
 */
export function blockBytes(block: PrintedBlock): Uint8Array {
  const filled = latest === undefined ? undefined : fillIn(latest, block);
  if (filled !== undefined) return filled;
  const text = formatBlock(block);
  const bytes = encoder.encode(text);
  latest = formOf(block, text, bytes);
  return bytes;
}

/** Undefined where the block needs another form. */
function fillIn(form: Form, block: PrintedBlock): Uint8Array | undefined {
  const { frame, totalSizeBytes, outTimeUs } = block;
  if (block.speed !== form.speed || block.end !== form.end) return undefined;
  if (!fits(form.outTimeUs, outTimeUs) || !fits(form.totalSize, totalSizeBytes)) return undefined;
  if (form.frame === undefined ? frame !== undefined : !fits(form.frame, frame)) return undefined;
  const tenths = tenthsOf((totalSizeBytes * 8000) / outTimeUs);
  if (tenths === undefined) return undefined;
  const from = copied(form.bytes);
  const bytes = slab;
  const usAt = from + form.outTimeUs.at;
  const { digits } = form.outTimeUs;
  if (form.frame !== undefined) writeNumber(bytes, from, form.frame, frame ?? 0);
  writeTenths(bytes, from + form.bitrateAt, tenths);
  writeNumber(bytes, from, form.totalSize, totalSizeBytes);
  writeDigits(bytes, usAt, digits, outTimeUs);
  copyDigits(bytes, usAt, digits, from + form.outTimeMsAt);
  writeClock(bytes, from + form.clockAt, outTimeUs, usAt + digits);
  return bytes.subarray(from, usedBytes);
}

/** Undefined where a value is missing, or not one that {@link fillIn} can write. */
function formOf(block: PrintedBlock, text: string, bytes: Uint8Array): Form | undefined {
  const { frame, totalSizeBytes, outTimeUs, speed, end } = block;
  if (totalSizeBytes === undefined || outTimeUs === undefined) return undefined;
  if (tenthsOf((totalSizeBytes * 8000) / outTimeUs) === undefined) return undefined;
  const after = (key: string): number => text.indexOf(`${key}=`) + key.length + 1;
  return {
    bytes,
    speed,
    end,
    frame: frame === undefined ? undefined : fieldOf(after('frame'), frame),
    totalSize: fieldOf(after('total_size'), totalSizeBytes),
    outTimeUs: timeFieldOf(after('out_time_us'), outTimeUs),
    bitrateAt: after('bitrate'),
    outTimeMsAt: after('out_time_ms'),
    clockAt: after('out_time'),
  };
}

function fieldOf(at: number, value: number): Field {
  const digits = String(value).length;
  return { at, digits, least: digits === 1 ? 0 : 10 ** (digits - 1), below: 10 ** digits };
}

/** Below a second it has fewer digits than its fraction, and from a hundred hours on the clock is wider. */
function timeFieldOf(at: number, value: number): Field {
  const field = fieldOf(at, value);
  return {
    ...field,
    least: Math.max(1_000_000, field.least),
    below: Math.min(HUNDRED_HOURS_US, field.below),
  };
}

function fits(field: Field, value: number | undefined): value is number {
  return value !== undefined && value >= field.least && value < field.below && Math.floor(value) === value;
}

/** A bit rate in tenths, as `toFixed(1)` rounds it; undefined where it takes more room, or where rounding is a close thing. */
function tenthsOf(bitrate: number): number | undefined {
  const scaled = bitrate * 10;
  const tenths = Math.round(scaled);
  if (tenths >= MOST_TENTHS || Math.abs(Math.abs(scaled - tenths) - 0.5) < MIDDLE) return undefined;
  return tenths;
}

/** Puts a copy into the slab, or a new one when it is full. @returns where it begins */
function copied(bytes: Uint8Array): number {
  if (usedBytes + bytes.length > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES);
    usedBytes = 0;
  }
  const from = usedBytes;
  slab.set(bytes, from);
  usedBytes += bytes.length;
  return from;
}

function writeNumber(bytes: Uint8Array, from: number, { at, digits }: Field, value: number): void {
  writeDigits(bytes, from + at, digits, value);
}

/** Zeroes in front where there are fewer. */
function writeDigits(bytes: Uint8Array, at: number, digits: number, value: number): void {
  let index = at + digits;
  let rest = value;
  // Whole numbers of 32 bits are divided many times faster.
  while (rest > 0x7fff_ffff) {
    const tenth = Math.floor(rest / 10);
    bytes[--index] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  let small = rest | 0;
  while (index > at) {
    const tenth = (small / 10) | 0;
    bytes[--index] = ZERO + small - tenth * 10;
    small = tenth;
  }
}

function copyDigits(bytes: Uint8Array, from: number, digits: number, at: number): void {
  for (let index = 0; index < digits; index++) bytes[at + index] = bytes[from + index] as number;
}

/** `  12.3`. */
function writeTenths(bytes: Uint8Array, at: number, tenths: number): void {
  const whole = (tenths / 10) | 0;
  const wholeWidth = BITRATE_WIDTH - 2;
  writeDigits(bytes, at, wholeWidth, whole);
  for (let index = 0; index < wholeWidth - 1 && bytes[at + index] === ZERO; index++)
    bytes[at + index] = SPACE;
  bytes[at + BITRATE_WIDTH - 1] = ZERO + tenths - whole * 10;
}

/** `01:02:03.000004`; the microseconds are the last digits of a number that ends at `usEnd`. */
function writeClock(bytes: Uint8Array, at: number, us: number, usEnd: number): void {
  const totalSeconds = Math.floor(us / 1_000_000) | 0;
  const minutes = (totalSeconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  writeDigits(bytes, at, 2, hours);
  writeDigits(bytes, at + 3, 2, minutes - hours * 60);
  writeDigits(bytes, at + 6, 2, totalSeconds - minutes * 60);
  copyDigits(bytes, usEnd - FRACTION_DIGITS, FRACTION_DIGITS, at + 9);
}
