import { seededRandom } from '../../base/random.js';
import { serveRequests } from '../processes/serve-requests.js';
import { classificationTasks } from './classification-tasks.js';
import { measureTasks, type RoundSettings } from './measure-tasks.js';
import { readingTasks } from './reading-tasks.js';
import { simulationTasks } from './simulation-tasks.js';
import { slotTasks } from './slot-tasks.js';

export interface MicroRequest extends RoundSettings {
  readonly seed: number;
}

/** What one process has measured. */
export interface MicroReply {
  readonly results: readonly {
    readonly scene: string;
    readonly subject: string;
    readonly values: Readonly<Record<string, number>>;
  }[];
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
  const measured = await measureTasks(tasks, settings, seededRandom(seed));
  const results = measured.map(({ task: { scene, subject, amount, bytes }, ms }) => ({
    scene,
    subject,
    values: {
      usEach: (ms * 1000) / amount,
      ...(bytes !== undefined && { mbPerS: bytes / 1000 / ms }),
    },
  }));
  return { results, notes };
});
