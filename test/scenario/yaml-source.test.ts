import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../../src/scenario/scenario-error.js';
import { formatPath, readYaml } from '../../src/scenario/yaml-source.js';

function refusal(text: string): string {
  try {
    readYaml(text, 'f.yaml');
  } catch (error) {
    if (error instanceof ScenarioError) return error.message;
    throw error;
  }
  throw new Error('was not refused');
}

describe('reading YAML', () => {
  it('gives the data and the place of each part', () => {
    const source = readYaml('a: 1\nb:\n  - x\n  - { c: [yes, 2] }\n', 'f.yaml');
    expect(source.data).toEqual({ a: 1, b: ['x', { c: ['yes', 2] }] });
    const place = (path: (string | number)[]) => {
      const { line, column, found } = source.problemAt(path, 'm');
      return [line, column, found];
    };
    expect(place(['a'])).toEqual([1, 4, '1']);
    expect(place(['b', 0])).toEqual([3, 5, '"x"']);
    expect(place(['b', 1, 'c', 1])).toEqual([4, 16, '2']);
  });

  it('shows a part that is missing at its nearest parent', () => {
    const source = readYaml('a:\n  b: { c: 1 }\n', 'f.yaml');
    expect(source.problemAt(['a', 'b', 'd', 'e'], 'm')).toMatchObject({
      line: 2,
      column: 3,
      found: undefined,
    });
    expect(source.problemAt(['z'], 'm')).toMatchObject({ line: 1, column: 1, path: 'z' });
  });

  it('follows aliases to where the value stands', () => {
    const source = readYaml('a: &x\n  k: 1\nb: *x\n', 'f.yaml');
    expect(source.data).toEqual({ a: { k: 1 }, b: { k: 1 } });
    expect(source.problemAt(['b', 'k'], 'm')).toMatchObject({ line: 2, column: 6 });
  });

  it('names every repeated key', () => {
    expect(refusal('a: 1\nb: { c: 1, c: 2 }\na: 2\n')).toBe(
      'f.yaml:2:12: c: key given twice\nf.yaml:3:1: a: key given twice',
    );
  });

  it('is quick to find them among very many', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n');
    expect(refusal(`${many}\nk5: 2\n`)).toContain(':20001:1: k5: key given twice');
  });

  it.each([
    ['a tab', 'a:\n\tb: 1\n', /f\.yaml:2:1: .*[Tt]ab/],
    ['an open bracket', 'a: [1, 2\nb: 3\n', /f\.yaml:2:\d+: /],
    ['a second document', 'a: 1\n---\nb: 2\n', /f\.yaml:2:1: .*documents/],
    ['a tag of another language', 'a: !!js/function "f"\n', /f\.yaml:1:\d+: .*tag/],
    ['a map as key', '{ { a: 1 }: 2 }\n', /f\.yaml:1:\d+: .*keys must be strings/],
    ['an alias of nothing', 'a: *b\n', /f\.yaml:1:\d+: .*alias/],
  ])('refuses %s', (_, text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it('refuses an alias bomb before it grows', () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner = level === 0 ? '"x"' : `*l${level - 1}`;
      return `l${level}: &l${level} [${Array(10).fill(inner).join(', ')}]`;
    });
    expect(refusal(levels.join('\n'))).toMatch(/alias/i);
  });

  it('refuses brackets without end', () => {
    expect(refusal('['.repeat(50_000))).toMatch(/^f\.yaml/);
  });

  it('keeps a key that would change the prototype an ordinary key', () => {
    const { data } = readYaml('__proto__: { polluted: true }\n', 'f.yaml');
    expect(Object.keys(data as object)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('formatPath', () => {
  it('joins names with dots and puts numbers in brackets', () => {
    expect(formatPath(['ffmpeg', 'default', 2, 'hang'])).toBe('ffmpeg.default[2].hang');
    expect(formatPath([])).toBe('');
  });
});
