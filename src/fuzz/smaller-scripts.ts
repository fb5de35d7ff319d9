import type { Step } from '../script/step.js';
import { faultNamed } from '../script/vocabulary.js';
import { defaultsOf } from './recipes.js';

/** Scripts that lack a step, or have one with a plainer config, the shortest ones first. */
export function* smallerScripts(steps: readonly Step[]): Iterable<readonly Step[]> {
  if (steps.length > 1) {
    yield [];
    yield steps.slice(0, Math.ceil(steps.length / 2));
    yield steps.slice(Math.ceil(steps.length / 2));
  }
  for (const index of steps.keys()) yield steps.toSpliced(index, 1);
  for (const [index, step] of steps.entries()) {
    for (const plainer of plainerSteps(step)) yield steps.with(index, plainer);
  }
}

/** Whether it is dead, spins or is frozen mostly does not matter. */
const LIKE_A_HANG: ReadonlySet<string> = new Set(['stuck', 'spin', 'freeze']);

function* plainerSteps({ fault, config }: Step): Iterable<Step> {
  if (LIKE_A_HANG.has(fault)) yield { fault: 'hang', config: defaultsOf('hang') };
  const defaults = defaultsOf(fault);
  for (const [name, field] of Object.entries(faultNamed(fault).fields)) {
    const value = config[name];
    if (field.type === 'steps') {
      for (const steps of smallerScripts((value ?? []) as readonly Step[])) {
        yield { fault, config: { ...config, [name]: steps } };
      }
    } else if (name === 'blocks') {
      for (const blocks of fewer(value)) yield { fault, config: { ...config, blocks } };
      // A size of its own mostly is a smaller one.
    } else if (field.type !== 'size' && value !== defaults[name]) {
      if (defaults[name] !== undefined || 'default' in field)
        yield { fault, config: { ...config, [name]: defaults[name] } };
    }
  }
}

function fewer(count: unknown): number[] {
  if (typeof count !== 'number' || count <= 1) return [];
  return count === 2 ? [1] : [1, Math.floor(count / 2)];
}
