import type { RemuxPolicy } from '../../ffmpeg/policy.js';

const LINE_CHARS = 110;

/** A policy as a file: stable, one fact a line, in the form that the project's formatter leaves alone. */
export function policyText(policy: RemuxPolicy): string {
  return `${written(policy, '', '')}\n`;
}

function written(value: unknown, indent: string, before: string): string {
  if (Array.isArray(value)) return writtenList(value, indent, before);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const lines = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => {
      const start = `${deeper}${JSON.stringify(key)}: `;
      return `${start}${written(inner, deeper, start)}`;
    });
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}

/** Plain values share a line where they fit. */
function writtenList(values: readonly unknown[], indent: string, before: string): string {
  if (values.length === 0) return '[]';
  const isPlain = values.every((value) => typeof value !== 'object' || value === null);
  const short = `[${values.map((value) => JSON.stringify(value)).join(', ')}]`;
  if (isPlain && before.length + short.length + 1 <= LINE_CHARS) return short;
  const deeper = `${indent}  `;
  const lines = values.map((value) => `${deeper}${written(value, deeper, deeper)}`);
  return `[\n${lines.join(',\n')}\n${indent}]`;
}
