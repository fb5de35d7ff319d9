import type { NamedByUser, RunReport } from '../harness/result.js';
import { packagedCatalogue } from '../scenario/catalogue.js';
import type { Scenario } from '../scenario/scenario.js';

/**
 * Scenarios of the catalogue are found by their id, all others by the file that the user named; subjects by what the
 * user called them, where that is not their own name.
 * @param subjects what the user called them, by their own names
 */
export function namedByUser(
  scenarios: readonly Scenario[],
  subjects: Readonly<Record<string, string>>,
): Pick<RunReport, 'named'> {
  const catalogue = packagedCatalogue();
  const named: NamedByUser = {
    scenarios: Object.fromEntries(
      scenarios.flatMap(({ id, file }) => (file.startsWith(catalogue) ? [] : [[id, file]])),
    ),
    subjects: Object.fromEntries(Object.entries(subjects).filter(([name, given]) => name !== given)),
  };
  const isPlain = [named.scenarios, named.subjects].every((names) => Object.keys(names).length === 0);
  return isPlain ? {} : { named };
}
