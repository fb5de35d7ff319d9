import { escapeControl } from '../base/escape.js';
import { selectScenarios } from '../scenario/catalogue.js';

/** What to say when no scenario was chosen, with a way on. */
export function nothingFits(tags: readonly string[] = []): string {
  if (tags.length === 0) return 'stallproof: no scenario fits; see what there is with: stallproof list';
  const known = [...new Set(selectScenarios().flatMap((scenario) => scenario.tags))].sort();
  return `stallproof: no scenario carries ${escapeControl(tags.join(' or '))}; the catalogue has the tags ${known.join(', ')}`;
}
