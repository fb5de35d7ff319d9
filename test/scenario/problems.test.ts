import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { findScenarios, packagedCatalogue } from '../../src/scenario/catalogue.js';
import { readScenario } from '../../src/scenario/load.js';
import { type Problem, ScenarioError } from '../../src/scenario/scenario-error.js';
import { formatPath, type Path } from '../../src/scenario/yaml-source.js';

const texts = findScenarios([], packagedCatalogue()).map(({ file }) => readFileSync(file, 'utf8'));

function problems(text: string): readonly Problem[] {
  try {
    readScenario(text, { file: 'f.yaml', id: 'f' });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

/** The paths of all keys; names of jobs are free, and so are no spelling mistakes. */
function keyPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    const isName = Array.isArray(value) || path.join() === 'jobs';
    return [...(isName ? [] : [here]), ...keyPaths(inner, here)];
  });
}

function renamed(value: unknown, [first, ...rest]: Path, name: string): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? renamed(item, rest, name) : item));
  const entries = Object.entries(value as object).map(([key, inner]) => {
    if (key !== first) return [key, inner];
    return rest.length === 0 ? [name, inner] : [key, renamed(inner, rest, name)];
  });
  return Object.fromEntries(entries);
}

describe('mistakes in good files', () => {
  it('finds any misspelt key, names it, and says on which line it stands', () => {
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), (text, choice) => {
        const data: unknown = parse(text);
        const paths = keyPaths(data);
        const path = paths[choice % paths.length] ?? [];
        const wrongName = `${path.at(-1)}q`;
        const mutated = stringify(renamed(data, path, wrongName), { aliasDuplicateObjects: false });
        const wrongPath = formatPath([...path.slice(0, -1), wrongName]);
        const problem = problems(mutated).find((candidate) => candidate.path === wrongPath);
        expect(problem?.message).toContain(`"${wrongName}"`);
        expect(mutated.split('\n')[(problem?.line ?? 0) - 1]).toContain(wrongName);
      }),
      { numRuns: 200 },
    );
  });

  it('never fails in another way, whatever is done to the text', () => {
    const edit = fc.record({
      at: fc.nat(2000),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('\n', '\t', ': ', '- ', '*x', '&x', '{', '[', '#'),
      ),
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        (text, edits) => {
          const mutated = edits.reduce((before, { at, remove, insert }) => {
            const start = at % before.length;
            return before.slice(0, start) + insert + before.slice(start + remove);
          }, text);
          const lineCount = mutated.split('\n').length;
          for (const { line, column, message } of problems(mutated)) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lineCount);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(message).not.toBe('');
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds a value that leads back to itself, and says where', () => {
    const text =
      'title: &a [{ b: *a }]\nwhy: w\nfrom: [f]\ncatches: [settles]\nexpect: { outcome: published }\n';
    const [first] = problems(text);
    expect(JSON.stringify(first)).toContain('contains itself');
  });
});
