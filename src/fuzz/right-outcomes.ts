import type { ScenarioJob } from '../scenario/scenario.js';
import type { Step } from '../script/step.js';
import { FAILURE_KINDS, type OutcomeKind } from '../supervisor/outcome.js';

const ANY: readonly OutcomeKind[] = ['published', ...FAILURE_KINDS];

/** Steps after which nobody need know that the disk was full: they fail for another reason, or drown the words. */
const DISTRACTING: ReadonlySet<string> = new Set([
  ...['exit', 'die', 'fork'],
  ...['stderr', 'garbage', 'long-line', 'flood', 'close'],
]);

/**
 * What a job may end as, whatever else befalls it. The fuzzer knows no better than the oracles do but where the script
 * itself rules an outcome out: of a recording that no probe can read nobody knows what to publish, and where ffmpeg only
 * ever fails for want of room and says so, that is the reason.
 */
export function rightOutcomes({
  ffprobe,
  ffmpeg,
}: Pick<ScenarioJob, 'ffprobe' | 'ffmpeg'>): readonly OutcomeKind[] {
  const readable = ffprobe === undefined || ffprobe.some(isWholeAnswer);
  const steps = Object.values(ffmpeg).flat();
  const plainlyFull =
    steps.some(({ fault }) => fault === 'disk-full') && !steps.some(({ fault }) => DISTRACTING.has(fault));
  return ANY.filter((kind) => (kind !== 'published' || readable) && (kind !== 'crashed' || !plainlyFull));
}

function isWholeAnswer({ fault, config }: Step): boolean {
  return fault === 'answer' && config.share === 1;
}
