import { seededRandom } from '../../base/random.js';
import { serveRequests } from '../processes/serve-requests.js';
import { classificationTasks } from './classification-tasks.js';
import { measurePairs, pairsOf, type RoundSettings } from './measure-pairs.js';
import { readingTasks } from './reading-tasks.js';
import { simulationTasks } from './simulation-tasks.js';
import { slotTasks } from './slot-tasks.js';
import { type MicroResult, valuesOfPairs } from './values-of-pairs.js';

export interface MicroRequest extends RoundSettings {
  readonly seed: number;
}

/** What one process has measured. */
export interface MicroReply {
  readonly results: readonly MicroResult[];
  readonly notes: readonly string[];
}

serveRequests(async ({ seed, ...settings }: MicroRequest): Promise<MicroReply> => {
  const notes: string[] = [];
  const tasks = [
    ...(await readingTasks((sentence) => notes.push(sentence))),
    ...classificationTasks(),
    ...slotTasks(),
    ...simulationTasks(),
  ];
  const measured = await measurePairs(pairsOf(tasks), settings, seededRandom(seed));
  return { results: valuesOfPairs(measured), notes };
});
