import type { TunedJob } from './job.js';

/** How many jobs a setting would have ended falsely, of how many that say anything about it. */
export interface KillCount {
  readonly jobs: number;
  readonly kills: number;
  /** Jobs that somebody ended in a silence as long as that: hung, for all that is known. */
  readonly unclear: number;
}

/**
 * Counts by job. A job that somebody cut short counts only where it would have been killed before that: what it would still
 * have done nobody knows, and leaving out the good half of it alone never makes a setting look safer than it is.
 */
export function countKills(jobs: readonly TunedJob[], setting: number): KillCount {
  const count = { jobs: 0, kills: 0, unclear: 0 };
  for (const { answers, whole } of jobs) {
    const answer = answers[setting];
    if (answer === 'f') count.kills++;
    else if (answer === 'u') count.unclear++;
    if (whole || answer === 'f') count.jobs++;
  }
  return count;
}
