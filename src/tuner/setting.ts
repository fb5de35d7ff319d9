import { serializeDuration } from '../base/duration.js';
import { WATCH_DEFAULTS } from '../supervisor/config.js';

/** The thresholds that are tuned. The tick is not: it costs a little, and never delays detection. */
export interface Setting {
  readonly startupGraceMs: number;
  readonly stallTimeoutMs: number;
  readonly finaliseMs: number;
}

/** What the supervisor runs with when nobody says otherwise: 30 s, 90 s, 2 min. */
export const TODAY: Setting = {
  startupGraceMs: WATCH_DEFAULTS.startupGraceMs,
  stallTimeoutMs: WATCH_DEFAULTS.stallTimeoutMs,
  finaliseMs: WATCH_DEFAULTS.finaliseMs,
};

/** Values that are combined; the first grace and the first finalise bound are those of the recommendation. */
export interface Candidates {
  readonly gracesMs: readonly number[];
  readonly stallsMs: readonly number[];
  readonly finalisesMs: readonly number[];
}

const SECOND_MS = 1000;

export const DEFAULT_CANDIDATES: Candidates = {
  gracesMs: [TODAY.startupGraceMs, 60 * SECOND_MS, 120 * SECOND_MS],
  stallsMs: [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300].map((s) => s * SECOND_MS),
  finalisesMs: [TODAY.finaliseMs, 30 * SECOND_MS, 60 * SECOND_MS, 240 * SECOND_MS],
};

/** Every combination that differs from the others in effect, and today's, from the most patient stall on. */
export function settingsOf({ gracesMs, stallsMs, finalisesMs }: Candidates): Setting[] {
  const stalls = [...new Set(stallsMs)].sort((a, b) => b - a);
  const found = stalls.flatMap((stallTimeoutMs) =>
    [...new Set(gracesMs)]
      .filter((startupGraceMs, index) => index === 0 || graceMatters({ startupGraceMs, stallTimeoutMs }))
      .flatMap((startupGraceMs) =>
        [...new Set(finalisesMs)].map((finaliseMs) => ({ startupGraceMs, stallTimeoutMs, finaliseMs })),
      ),
  );
  const known = found.some((setting) => settingName(setting) === settingName(TODAY));
  return known ? found : [...found, TODAY];
}

/** A grace no longer than the stall time never delays a verdict: silence counts from the spawn. */
export function graceMatters({
  startupGraceMs,
  stallTimeoutMs,
}: Pick<Setting, 'startupGraceMs' | 'stallTimeoutMs'>): boolean {
  return startupGraceMs > stallTimeoutMs;
}

/** `30s/90s/2m`: grace, stall, finalise. */
export function settingName({ startupGraceMs, stallTimeoutMs, finaliseMs }: Setting): string {
  return [startupGraceMs, stallTimeoutMs, finaliseMs].map(serializeDuration).join('/');
}
