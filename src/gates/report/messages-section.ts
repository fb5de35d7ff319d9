import { STDERR_LEVELS } from '../../ffmpeg/stderr-rule.js';
import type { RuleEvidence } from '../catalogue/evidence.js';
import type { GatesResult } from '../result.js';
import { type Section, table, text } from './document.js';

const MOST_UNKNOWN = 40;

/** The catalogue of messages, by what was printed and by what the binaries can print. */
export function messagesSection({ catalogue, proposed }: GatesResult): Section {
  const { rules, unknown } = catalogue;
  const ruleOf = (id: string) => proposed.stderr.find((rule) => rule.id === id);
  return {
    title: 'Messages',
    blocks: [
      text(
        'Every entry of the catalogue, counted over all runs with the log opened up to verbose, and looked for in the binaries.',
      ),
      table(
        [
          'message',
          'class',
          'severity',
          'action',
          'lines by level',
          'runs',
          'of them right',
          'wordings in the binaries',
        ],
        rules.map((rule) => [
          ...[rule.id, ruleOf(rule.id)?.class ?? '', rule.severity, ruleOf(rule.id)?.action ?? ''],
          ...[levelWords(rule), rule.runs, rule.rightRuns, presenceWords(rule)],
        ]),
      ),
      text('Entries that the data objects to, or that can never match:'),
      table(
        ['message', 'objection'],
        rules
          .filter(({ objections }) => objections.length > 0)
          .map(({ id, objections }) => [id, objections.join('; ')]),
      ),
      text(`Warnings and errors that no entry knows (the ${MOST_UNKNOWN} in most runs):`),
      table(
        ['level', 'message', 'lines', 'runs', 'of them right'],
        unknown
          .slice(0, MOST_UNKNOWN)
          .map(({ level, template, lines, runs, rightRuns }) => [level, template, lines, runs, rightRuns]),
      ),
    ],
  };
}

function levelWords({ levels }: RuleEvidence): string {
  return STDERR_LEVELS.filter((level) => levels[level] !== undefined)
    .map((level) => `${level}: ${levels[level]}`)
    .join(', ');
}

function presenceWords({ inBinaries }: RuleEvidence): string {
  return inBinaries.map(({ tools, found, alternatives }) => `${tools}: ${found}/${alternatives}`).join(', ');
}
