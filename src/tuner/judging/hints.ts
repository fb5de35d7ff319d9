import type { Goal, Recommendation } from './recommend.js';
import type { SettingRow } from './setting-row.js';

/**
 * Something that looks better, found by looking at many settings: to be proven on new jobs, by naming it first.
 * `no-grace`: the grace makes no difference at the recommended stall time.
 */
export type Hint =
  | { readonly kind: 'no-grace' }
  | { readonly kind: 'longer-grace'; readonly setting: string }
  | { readonly kind: 'other-finalise'; readonly setting: string };

/** What grace and finalise bound could do beside the recommended stall time. */
export function hintsFor(
  rows: readonly SettingRow[],
  recommendation: Recommendation,
  { budget }: Goal,
): Hint[] {
  const chosen = rows[recommendation.setting];
  if (chosen === undefined || recommendation.kind !== 'recommended') return [];
  const { setting } = chosen;
  const keeps = ({ perJob }: SettingRow): boolean => perJob.atMost <= budget;
  const graces = rows
    .filter(
      (row) =>
        row.setting.finaliseMs === setting.finaliseMs &&
        row.graceMatters &&
        row.setting.stallTimeoutMs < setting.stallTimeoutMs &&
        keeps(row),
    )
    .sort((a, b) => a.setting.stallTimeoutMs - b.setting.stallTimeoutMs);
  const finalises = rows
    .filter(
      (row) =>
        row.setting.startupGraceMs === setting.startupGraceMs &&
        row.setting.stallTimeoutMs === setting.stallTimeoutMs &&
        row.setting.finaliseMs < setting.finaliseMs &&
        keeps(row),
    )
    .sort((a, b) => a.setting.finaliseMs - b.setting.finaliseMs);
  const [grace] = graces;
  const [finalise] = finalises;
  return [
    ...(chosen.graceMatters ? [] : [{ kind: 'no-grace' } as const]),
    ...(grace === undefined ? [] : [{ kind: 'longer-grace', setting: grace.name } as const]),
    ...(finalise === undefined ? [] : [{ kind: 'other-finalise', setting: finalise.name } as const]),
  ];
}
