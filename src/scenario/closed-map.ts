import { z } from 'zod';
import { closest } from '../base/closest.js';
import { escapeControl } from '../base/escape.js';

/**
 * A map that refuses keys it does not know and says which was probably meant. Its message for unknown keys
 * has one line for each, in their order.
 */
export function closedMap<S extends z.core.$ZodLooseShape>(
  noun: string,
  shape: S,
): z.ZodObject<S, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => unknownName(noun, key, Object.keys(shape))).join('\n');
      }
      return issue.input === undefined ? 'missing' : `expected a map of ${noun}s`;
    },
  });
}

/** The arguments of a refinement: a map of which one key may be given, and must be. */
export function exactlyOne(what: string) {
  return [
    (given: object) => Object.keys(given).length === 1,
    // A key that is unknown has been dropped by now, and has been told.
    { error: `expected one ${what}`, when: ({ issues }: { issues: unknown[] }) => issues.length === 0 },
  ] as const;
}

/** One of some names; a misspelt one gets a suggestion. */
export function oneOf<const N extends readonly [string, ...string[]]>(noun: string, names: N) {
  return z.enum(names, {
    error: ({ input }) => {
      if (typeof input === 'string') return unknownName(noun, input, names);
      return input === undefined ? 'missing' : `expected ${noun}: ${listed(names)}`;
    },
  });
}

/** `unknown fault "hnag", did you mean "hang"?`, or what there is to choose from. */
export function unknownName(noun: string, name: string, candidates: readonly string[]): string {
  const near = closest(name, candidates);
  const hint = near === undefined ? `; known: ${listed(candidates)}` : `, did you mean "${near}"?`;
  return `unknown ${noun} "${escapeControl(name)}"${hint}`;
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}
