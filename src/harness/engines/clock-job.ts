import type { TimedAction } from '../../scenario/scenario.js';

/** The job whose first start an action's time counts from; undefined: the first job of the scenario. */
export function clockJob(deed: TimedAction): string | undefined {
  return deed.action === 'cancel' ? (deed.since ?? deed.job) : undefined;
}
