import type { RunReport } from '../harness/result.js';
import type { Naming } from './replay-command.js';

/** What a report knows of how its user named things, for the commands that play them again. */
export function reportNaming(
  { named, seed }: Pick<RunReport, 'named' | 'seed'>,
  defaultSubject: string,
): Naming {
  return {
    ...(seed !== undefined && { seed }),
    scenario: (id) => named?.scenarios[id] ?? id,
    subject: (name) => {
      const asGiven = named?.subjects[name] ?? name;
      return asGiven === defaultSubject ? undefined : asGiven;
    },
  };
}
