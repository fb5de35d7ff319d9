const SPACE = 32;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const SMALL_E = 101;
const SMALL_X = 120;

/*
 * Numbers straight from bytes, without a string in between. Each reads the whole range, allows spaces at both
 * ends (ffmpeg pads with them), and gives NaN for anything else: `N/A`, nothing, or a number too big to be exact.
 */

/** Reads `-123`. */
export function readInteger(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let at = start;
  for (; at < end; at++) {
    const digit = digitOf(bytes, at);
    if (digit < 0) break;
    value = value * 10 + digit;
  }
  if (at < end || at === start) return readPaddedInteger(bytes, start, end);
  return value > Number.MAX_SAFE_INTEGER ? Number.NaN : value;
}

/** The same with spaces or a sign, or no integer at all. */
function readPaddedInteger(bytes: Uint8Array, start: number, end: number): number {
  let at = skipSpaces(bytes, start, end);
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  const digitsAt = at;
  let value = 0;
  for (; at < end; at++) {
    const digit = digitOf(bytes, at);
    if (digit < 0) break;
    value = value * 10 + digit;
  }
  if (at === digitsAt || value > Number.MAX_SAFE_INTEGER || skipSpaces(bytes, at, end) !== end)
    return Number.NaN;
  return negative && value > 0 ? -value : value;
}

/** Reads a speed: `1.01x`, `0x` or, from 1000 on, `1.2e+03x`. */
export function readSpeed(bytes: Uint8Array, start: number, end: number): number {
  let at = skipSpaces(bytes, start, end);
  let mantissa = 0;
  let decimals = 0;
  let digits = 0;
  let pointSeen = false;
  for (; at < end; at++) {
    const digit = digitOf(bytes, at);
    if (digit >= 0) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (pointSeen) decimals++;
    } else if (bytes[at] === POINT && !pointSeen) pointSeen = true;
    else break;
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  let exponent = 0;
  if (bytes[at] === SMALL_E) {
    const sign = bytes[at + 1];
    if (sign !== PLUS && sign !== MINUS) return Number.NaN;
    const exponentAt = at + 2;
    at = exponentAt;
    while (at < end && digitOf(bytes, at) >= 0) at++;
    // At most two digits: nothing is as fast as 1e100.
    if (at === exponentAt || at > exponentAt + 2) return Number.NaN;
    exponent = readInteger(bytes, exponentAt, at) * (sign === MINUS ? -1 : 1);
  }
  if (bytes[at] !== SMALL_X || skipSpaces(bytes, at + 1, end) !== end) return Number.NaN;
  const power = exponent - decimals;
  if (power === 0) return mantissa;
  return power < 0 ? mantissa / 10 ** -power : mantissa * 10 ** power;
}

/** Reads `-00:00:01.500000`, hours of any length, and gives microseconds; digits beyond them are cut off. */
export function readClockTime(bytes: Uint8Array, start: number, end: number): number {
  let at = skipSpaces(bytes, start, end);
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  let totalSeconds = 0;
  for (let part = 0; part < 3; part++) {
    const partAt = at;
    let value = 0;
    for (; at < end; at++) {
      const digit = digitOf(bytes, at);
      if (digit < 0) break;
      value = value * 10 + digit;
    }
    if (at === partAt || (part > 0 && (at !== partAt + 2 || value > 59))) return Number.NaN;
    totalSeconds = totalSeconds * 60 + value;
    if (part < 2 && (at >= end || bytes[at++] !== COLON)) return Number.NaN;
  }
  let microseconds = totalSeconds * 1_000_000;
  if (at < end && bytes[at] === POINT) {
    let weightUs = 100_000;
    for (at++; at < end; at++) {
      const digit = digitOf(bytes, at);
      if (digit < 0) break;
      microseconds += digit * Math.floor(weightUs);
      weightUs /= 10;
    }
  }
  if (microseconds > Number.MAX_SAFE_INTEGER || skipSpaces(bytes, at, end) !== end) return Number.NaN;
  return negative && microseconds > 0 ? -microseconds : microseconds;
}

function digitOf(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] as number) - ZERO;
  return value <= 9 ? value : -1;
}

function skipSpaces(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === SPACE) at++;
  return at;
}
