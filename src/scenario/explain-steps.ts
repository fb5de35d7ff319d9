import { formatDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import { formatSize } from '../base/size.js';
import type { Field, Step } from '../script/fault.js';
import { defaultOf, faultNamed } from '../script/vocabulary.js';
import type { FaultForm } from './fault-schema.js';

/** The longest text of a step that is shown whole. */
const MAX_TEXT_LENGTH = 120;

/** Steps in plain words, numbered: what the fault does, then what this scenario sets. */
export function explainSteps(
  steps: readonly Step[],
  formOf: (name: string) => FaultForm = faultNamed,
): string[] {
  return steps.flatMap((step, index) => {
    const fault = formOf(step.fault);
    const nested: string[] = [];
    const settings: string[] = [];
    for (const [name, field] of Object.entries(fault.fields)) {
      const value = step.config[name];
      const unsaid = value === defaultOf(field) && name !== fault.shorthand;
      if (value === undefined || unsaid) continue;
      if (field.type === 'steps')
        nested.push(...explainSteps(value as readonly Step[], formOf).map((line) => `     ${line}`));
      else settings.push(`${name} ${formatValue(field, value)}`);
    }
    const set = settings.length === 0 ? '' : ` (${settings.join(', ')})`;
    return [`${index + 1}. ${fault.name}${set}: ${fault.summary}`, ...nested];
  });
}

function formatValue(field: Field, value: unknown): string {
  switch (field.type) {
    case 'duration':
      return formatDuration(Number(value));
    case 'size':
      return formatSize(Number(value));
    case 'factor':
      return `${value}x`;
    case 'text':
      return quoted(String(value));
    default:
      return String(value);
  }
}

function quoted(text: string): string {
  const shown = text.length <= MAX_TEXT_LENGTH ? text : `${text.slice(0, MAX_TEXT_LENGTH)}…`;
  return `"${escapeControl(shown)}"`;
}
