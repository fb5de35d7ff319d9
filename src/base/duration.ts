const UNITS_MS = { us: 0.001, ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
type Unit = keyof typeof UNITS_MS;

const WHOLE = /^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/;
const PART = /(\d+(?:\.\d+)?)(us|ms|s|m|h)/g;

/**
 * Reads a duration such as `300ms`, `90s`, `20m` or `40m25s` and returns milliseconds.
 * Every part needs a unit, so that `90` can never be taken for the wrong one.
 * @returns undefined when the text is not a duration.
 */
export function parseDuration(text: string): number | undefined {
  const compact = text.trim();
  if (!WHOLE.test(compact)) return undefined;
  let totalMs = 0;
  for (const [, amount, unit] of compact.matchAll(PART)) totalMs += Number(amount) * UNITS_MS[unit as Unit];
  return Number.isFinite(totalMs) ? totalMs : undefined;
}

/** Writes milliseconds the way people say them: `250 ms`, `1.5 s`, `90 s`, `20 min`, `1 h 5 min`. */
export function formatDuration(durationMs: number): string {
  const ms = Math.max(0, durationMs);
  if (ms < 1000) return `${round(ms, ms < 10 ? 1 : 0)} ms`;
  if (ms < 120_000) return `${round(ms / 1000, ms < 10_000 ? 2 : 1)} s`;
  const totalSeconds = Math.round(ms / 1000);
  const totalMinutes = Math.floor(totalSeconds / 60);
  if (totalMinutes < 60) return withRest(totalMinutes, 'min', totalSeconds % 60, 's');
  return withRest(Math.floor(totalMinutes / 60), 'h', totalMinutes % 60, 'min');
}

/** Writes milliseconds so that {@link parseDuration} reads the same number back: `1500ms`, `90s`, `20m`. */
export function serializeDuration(durationMs: number): string {
  if (durationMs !== 0 && durationMs % 60_000 === 0) return `${durationMs / 60_000}m`;
  if (durationMs !== 0 && durationMs % 1000 === 0) return `${durationMs / 1000}s`;
  return `${round(durationMs, 3)}ms`;
}

function withRest(whole: number, wholeUnit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole} ${wholeUnit}` : `${whole} ${wholeUnit} ${rest} ${restUnit}`;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
