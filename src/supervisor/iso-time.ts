const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

const SECONDS: readonly string[] = Array.from({ length: 60 }, (_, second) => padded(second, 2));
const MILLISECONDS: readonly string[] = Array.from({ length: 1000 }, (_, ms) => `.${padded(ms, 3)}Z`);

let latestMs = Number.NaN;
let latest = '';
let minute = Number.NaN;
let minuteText = '';

/**
 * A calendar time as `Date.toISOString` writes it. What happens in one millisecond gets one and the same text; of two
 * texts in one minute only the ends are made.
 */
export function isoTime(ms: number): string {
  if (ms === latestMs) return latest;
  const itsMinute = Math.floor(ms / MINUTE_MS);
  if (itsMinute !== minute) {
    minuteText = new Date(ms).toISOString().slice(0, -'00.000Z'.length);
    minute = itsMinute;
  }
  const inMinuteMs = ms - itsMinute * MINUTE_MS;
  const second = Math.floor(inMinuteMs / SECOND_MS);
  latest = minuteText + SECONDS[second] + MILLISECONDS[inMinuteMs - second * SECOND_MS];
  latestMs = ms;
  return latest;
}

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
