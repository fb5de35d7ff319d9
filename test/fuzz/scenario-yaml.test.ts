import { describe, expect, it } from 'vitest';
import { caseOf } from '../../src/fuzz/campaign.js';
import type { FuzzCase } from '../../src/fuzz/fuzz-case.js';
import { isTellable, scenarioYaml } from '../../src/fuzz/scenario-yaml.js';
import { readScenario } from '../../src/scenario/load.js';

const FOUND = {
  oracle: 'settles',
  sentence: 'it never \u001b[2Jended',
  replay: 'npx stallproof fuzz',
} as const;

function written(fuzzCase: FuzzCase): string {
  return scenarioYaml({ ...FOUND, fuzzCase });
}

describe('a found case as a scenario file', () => {
  it('is read as the scenario that it was', () => {
    for (let index = 0; index < 300; index++) {
      const fuzzCase = caseOf(3, index);
      const {
        id: _,
        file: __,
        catches,
        notOn,
        ...read
      } = readScenario(written(fuzzCase), { file: 'f', id: 'i' });
      const { id: ___, file: ____, catches: _____, notOn: ______, ...drawn } = fuzzCase.scenario;
      expect(read).toEqual(drawn);
      expect(catches).toEqual(['settles']);
      expect(Object.keys(notOn)).toEqual(JSON.stringify(drawn).includes('"stuck"') ? ['process'] : []);
    }
  });

  it('says in its comment what was found, how to play it again, and what the file lacks', () => {
    const files = [
      { operation: 'rename', name: '.mp4', nth: 2, times: 1, befalls: { kind: 'crash', when: 'before' } },
    ] as const;
    const plain = caseOf(3, 1);
    const troubled = { ...plain, surroundings: { ...plain.surroundings, files } };
    const comment = written(troubled)
      .split('\n')
      .filter((line) => line.startsWith('#'));
    expect(comment.slice(0, 2)).toEqual([
      '# it never \\x1b[2Jended',
      '# As it was found: npx stallproof fuzz',
    ]);
    expect(comment).toContain('# - rename number 2 of a name with ".mp4": crash before');
    expect(isTellable(troubled.surroundings)).toBe(false);
  });
});
