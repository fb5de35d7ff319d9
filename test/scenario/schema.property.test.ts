import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readScenario } from '../../src/scenario/load.js';
import { resolveScenario } from '../../src/scenario/resolve.js';
import { formatProblem, type Problem, ScenarioError } from '../../src/scenario/scenario-error.js';
import { scenarioSchema } from '../../src/scenario/schema.js';
import { formatPath } from '../../src/scenario/yaml-source.js';
import { mutate, mutationsOf, settingsOf } from './mutations.js';
import { anyOf, SCHEMA, scenarioForms } from './random-form.js';

const ORIGIN = { file: 'f.yaml', id: 'f' };
const JOB = { expect: { outcome: 'published' } };

/** The ways in which people and programs write the same YAML. */
const writers = fc.oneof(
  fc
    .record({
      collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
      defaultStringType: fc.constantFrom('PLAIN' as const, 'QUOTE_DOUBLE' as const, 'QUOTE_SINGLE' as const),
      indent: fc.integer({ min: 1, max: 6 }),
      lineWidth: fc.constantFrom(0, 20, 80),
    })
    .map((style) => (form: unknown) => stringify(form, foldable(form) ? style : { ...style, lineWidth: 0 })),
  fc.constantFrom(0, 2).map((indent) => (form: unknown) => JSON.stringify(form, null, indent)),
);

/** Where this version of the library folds a long line, it may cut a character of two UTF-16 units in halves. */
function foldable(form: unknown): boolean {
  return !/[\ud800-\udfff]/.test(JSON.stringify(form));
}

describe('any form that the schema for editors allows', () => {
  it('is read as itself, however its YAML is written', () => {
    fc.assert(
      fc.property(scenarioForms, writers, (form, write) => {
        const scenario = readScenario(write(form), ORIGIN);
        expect(scenario).toEqual(resolveScenario(scenarioSchema.parse(form), ORIGIN));
      }),
      { numRuns: 80 },
    );
  });

  it('counts with every setting: another value makes another scenario', () => {
    fc.assert(
      fc.property(scenarioForms, fc.gen(), (form, draw) => {
        const parsed = scenarioSchema.parse(form);
        const scenario = resolveScenario(parsed, ORIGIN);
        for (const { path, schema } of settingsOf(form)) {
          // What holds for all jobs may be overruled by each.
          if ('jobs' in form && path[0] !== 'jobs') continue;
          const other = mutate(form, { kind: 'value', path, wrong: draw(anyOf, schema) });
          const otherParsed = scenarioSchema.safeParse(other).data;
          if (otherParsed === undefined || isDeepStrictEqual(parsed, otherParsed)) continue;
          expect(resolveScenario(otherParsed, ORIGIN), formatPath(path)).not.toEqual(scenario);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('keeps its jobs in their order, whatever they are called', () => {
    const { propertyNames } = SCHEMA.properties?.jobs ?? {};
    const names = fc.uniqueArray(
      fc.stringMatching(new RegExp(propertyNames?.pattern ?? ''), { size: '-1' }),
      {
        minLength: 2,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(names, (jobs) => {
        const form = { title: 't', why: 'w', from: ['x'], catches: ['settles'] };
        const text = stringify(
          new Map<string, unknown>([
            ...Object.entries(form),
            ['jobs', new Map(jobs.map((name) => [name, JOB]))],
          ]),
        );
        expect(readScenario(text, ORIGIN).jobs.map(({ id }) => id)).toEqual(jobs);
      }),
      { numRuns: 80 },
    );
  });
});

describe('one thing wrong in a form that was right', () => {
  it('is told with file, line and column, the value that is wrong, and what would be right', () => {
    fc.assert(
      fc.property(scenarioForms, fc.nat(), writers, (form, choice, write) => {
        const mutations = mutationsOf(form);
        const mutation = mutations[choice % mutations.length] ?? mutations[0];
        if (mutation === undefined) throw new Error('there is always something that can be wrong');
        const text = write(mutate(form, mutation));
        const path = formatPath(mutation.path);
        const problem = problemsIn(text).find((each) => each.path === path);
        expect(problem, text).toBeDefined();
        if (problem === undefined) return;
        const told = formatProblem(problem);
        expect(told).toContain(`${ORIGIN.file}:${problem.line}:${problem.column}: `);
        expect(told).toMatch(/expected |unknown .*(did you mean|known: )|missing/);
        if (mutation.kind === 'missing key') return;
        expect(told).toContain(String(mutation.wrong));
        expect(text.split('\n')[problem.line - 1]?.slice(problem.column - 1)).toMatch(
          new RegExp(`^["']?${String(mutation.wrong).replace('.', '\\.')}`),
        );
      }),
      { numRuns: 120 },
    );
  });
});

function problemsIn(text: string): readonly Problem[] {
  try {
    readScenario(text, ORIGIN);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}
