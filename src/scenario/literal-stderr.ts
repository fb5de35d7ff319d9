import { exampleLine } from '../ffmpeg/stderr-catalogue.js';
import type { Step } from '../script/fault.js';
import { faultNamed } from '../script/vocabulary.js';

/**
 * Puts the literal line in the place of each name from the stderr catalogue, in the steps of descendants too:
 * the fakes know no catalogue. Text that is no name of it stays as it is.
 */
export function withLiteralStderr(steps: readonly Step[]): readonly Step[] {
  return steps.map(({ fault, config }) => ({
    fault,
    config: Object.fromEntries(
      Object.entries(config).map(([name, value]) => [name, literal(fault, name, value)]),
    ),
  }));
}

function literal(fault: string, name: string, value: unknown): unknown {
  if (fault === 'stderr' && name === 'text') return exampleLine(String(value)) ?? value;
  const isSteps = faultNamed(fault).fields[name]?.type === 'steps' && value !== undefined;
  return isSteps ? withLiteralStderr(value as readonly Step[]) : value;
}
