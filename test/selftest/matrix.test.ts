import { describe, expect, it } from 'vitest';
import type { OracleName } from '../../src/scenario/oracle-names.js';
import { selftestComplaints, selftestLine, selftestMatrix } from '../../src/selftest/matrix.js';
import { isRight, type SelftestRow } from '../../src/selftest/run-selftest.js';
import { SPECIMENS } from '../../src/specimens/catalogue.js';

const accusedBy = (...oracles: OracleName[]) =>
  oracles.map((oracle) => ({ oracle, scenario: 'a/b', engine: 'virtual' as const, sentence: 'it did' }));

function specimenRow(...oracles: OracleName[]): SelftestRow {
  const specimen = SPECIMENS.find(({ name }) => name === 'trusts-exit-zero');
  if (specimen === undefined) throw new Error('the specimen is gone');
  return { name: specimen.name, specimen, accusations: accusedBy(...oracles), played: 3 };
}

const control = (...oracles: OracleName[]): SelftestRow => ({
  name: 'control',
  accusations: accusedBy(...oracles),
  played: 3,
});

describe('the selftest', () => {
  it('is right about a specimen only when the oracle that its flaw concerns has accused it', () => {
    expect(isRight(specimenRow('no-partial-publish', 'settles'))).toBe(true);
    expect(isRight(specimenRow('settles'))).toBe(false);
    expect(isRight(specimenRow())).toBe(false);
  });

  it('is right about the control only when nobody has', () => {
    expect(isRight(control())).toBe(true);
    expect(isRight(control('settles'))).toBe(false);
  });

  it('says in words what went wrong, and nothing when all is right', () => {
    expect(selftestComplaints([specimenRow('no-partial-publish'), control()])).toEqual([]);
    const [missed, accused] = selftestComplaints([specimenRow('settles'), control('settles')]);
    expect(missed).toContain('trusts-exit-zero was not caught by no-partial-publish in 3 plays');
    expect(accused).toContain('control is without a flaw, and settles accused it in a/b (virtual): it did');
  });

  it('names the scenario that caught it', () => {
    expect(selftestLine(specimenRow('no-partial-publish'))).toBe(
      'trusts-exit-zero: caught by no-partial-publish in a/b (virtual)',
    );
    expect(selftestLine(specimenRow())).toContain('not caught');
  });

  it.each([60, 80, 200])('draws a matrix for %i columns', (columns) => {
    const lines = selftestMatrix([control(), specimenRow('no-partial-publish', 'settles')], columns);
    const row = lines.at(-1) ?? '';
    expect(row).toMatch(/^✓ trusts-exit/);
    expect(row.match(/●/g)).toHaveLength(1);
    expect(row.match(/·/g)).toHaveLength(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});
