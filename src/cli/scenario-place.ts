import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from '../report/annotations.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { Scenario } from '../scenario/scenario.js';

/** Where the scenario files of a run stand in the repository that the run belongs to. */
export function scenarioPlaces(
  scenarios: readonly Pick<Scenario, 'id' | 'file'>[],
  repository: string,
): (scenario: string, oracle: OracleName) => Place | undefined {
  const files = new Map(scenarios.map(({ id, file }) => [id, file]));
  return (scenario, oracle) => {
    const file = files.get(scenario);
    if (file === undefined) return undefined;
    const name = path.relative(repository, path.resolve(file));
    const isElsewhere = name.startsWith('..') || path.isAbsolute(name) || name.includes('node_modules');
    return isElsewhere
      ? undefined
      : { file: name.split(path.sep).join('/'), line: lineOf(textOf(file), oracle) };
  };
}

/** What was expected there stands under its key; for everything else, what the scenario is about. */
function lineOf(text: string, oracle: OracleName): number {
  const lines = text.split('\n');
  const wanted = oracle === 'as-expected' ? /^\s*expect:/ : /^title:/;
  return (
    Math.max(
      0,
      lines.findIndex((line) => wanted.test(line)),
    ) + 1
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // It was read when the run began. What became of it since is no reason to lose the verdict.
    return '';
  }
}
