import { escapeControl } from '../base/escape.js';
import type { ScenarioResult } from '../harness/result.js';
import { complaints } from './judged.js';
import { type Naming, replayCommand } from './replay-command.js';

/** What somebody has to know about a scenario that did not hold: the oracles' sentences, and how to play it again. */
export function failureLines(result: ScenarioResult, naming: Naming): string[] {
  return [
    ...complaints(result).map(
      ({ oracle, status, sentence }) => `    ${oracle} ${status}: ${escapeControl(sentence)}`,
    ),
    `    again: ${escapeControl(replayCommand(result, naming))}`,
  ];
}
