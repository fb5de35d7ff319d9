import { mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { scenarioPlaces } from '../../src/cli/scenario-place.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

beforeAll(() => {
  for (const name of ['repo/tests', 'repo/node_modules/x', 'elsewhere']) {
    mkdirSync(folder.in(name), { recursive: true });
    writeFileSync(folder.in(`${name}/a.yaml`), '# form\ntitle: A\nwhy: w\nexpect: { outcome: stalled }\n');
  }
});

function place(file: string, oracle: 'settles' | 'as-expected' = 'settles') {
  return scenarioPlaces([{ id: 'a', file: folder.in(file) }], folder.in('repo'))('a', oracle);
}

describe('the place of a scenario', () => {
  it('is the line that says what was violated, named from the root of the repository', () => {
    expect(place('repo/tests/a.yaml')).toEqual({ file: 'tests/a.yaml', line: 2 });
    expect(place('repo/tests/a.yaml', 'as-expected')).toEqual({ file: 'tests/a.yaml', line: 4 });
  });

  it('is the first line where the file cannot be read any more', () => {
    expect(place('repo/tests/gone.yaml')).toEqual({ file: 'tests/gone.yaml', line: 1 });
  });

  it('is nowhere for what the repository does not hold', () => {
    expect(place('elsewhere/a.yaml')).toBeUndefined();
    expect(place('repo/node_modules/x/a.yaml')).toBeUndefined();
    expect(scenarioPlaces([], folder.path)('a', 'settles')).toBeUndefined();
  });
});
