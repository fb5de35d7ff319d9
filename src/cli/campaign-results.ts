import { escapeControl } from '../base/escape.js';
import { type CampaignTally, neverReached } from '../fuzz/campaign.js';
import { RUNS_TO_REACH_ALL } from '../fuzz/sometimes.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';

/** What a campaign came to, in words. */
export function campaignLines(tally: CampaignTally): string[] {
  const { played, failures, reached, simulatedMs, elapsedMs } = tally;
  const seconds = Math.max(elapsedMs, 1) / 1000;
  const never = neverReached(tally);
  const counts = Object.entries(reached).sort(([, a], [, b]) => a - b);
  return [
    ...failures.flatMap(({ index, violations }) =>
      violations.map(({ oracle, sentence }) => `run ${index}: ${oracle}: ${escapeControl(sentence)}`),
    ),
    'rare situations, by the runs that came into them:',
    ...counts.map(([situation, count]) => `${String(count).padStart(8)}  ${situation}`),
    `${played} runs, ${failures.length} violated, ${never.length} rare situations never reached`,
    `${Math.round(played / seconds)} runs per second, ${Math.round(simulatedMs / 1000 / seconds)} simulated seconds per second`,
  ];
}

/** A long campaign must have come into every rare situation. @param isSingleRun of which nobody expects that */
export function campaignExit(tally: CampaignTally, io: Io, isSingleRun = false): ExitCode {
  if (tally.played === 0) return EXIT.nothingRan;
  if (tally.failures.length > 0) return EXIT.failed;
  const never = neverReached(tally);
  if (isSingleRun || tally.played < RUNS_TO_REACH_ALL || never.length === 0) return EXIT.ok;
  printLine(io.stdout, `never reached: ${never.join('; ')}`);
  return EXIT.failed;
}
