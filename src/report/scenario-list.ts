import { escapeControl } from '../base/escape.js';
import type { Scenario } from '../scenario/scenario.js';
import { clip } from './clip.js';

/** One line a scenario: id, title, and its tags where they have room; no wider than `columns`. */
export function scenarioList(scenarios: readonly Scenario[], columns: number): string[] {
  const widest = Math.max(0, ...scenarios.map(({ id }) => id.length));
  const idColumns = Math.min(widest, Math.floor(columns / 2));
  return scenarios.map(({ id, title, tags }) => {
    const line = `${clip(escapeControl(id), idColumns).padEnd(idColumns)}  ${escapeControl(title)}`;
    const tagged = `${line}  [${escapeControl(tags.join(' '))}]`;
    return tags.length > 0 && tagged.length <= columns ? tagged : clip(line, columns);
  });
}
