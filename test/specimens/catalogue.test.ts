import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ORACLE_NAMES } from '../../src/scenario/oracle-names.js';
import { builtSupervisor, CONTROL, SPECIMENS } from '../../src/specimens/catalogue.js';

const FLAWS = path.resolve(import.meta.dirname, '../../src/specimens/flaws');

describe('the catalogue of specimens', () => {
  it('lists every file of a flaw, by its name and once', () => {
    const files = readdirSync(FLAWS).map((file) => file.replace(/\.ts$/, ''));
    expect(SPECIMENS.map(({ name }) => name).sort()).toEqual(files.sort());
  });

  it('holds a specimen for each of the fifteen flaws of the origin', () => {
    const from = new Set(SPECIMENS.map((specimen) => specimen.from));
    for (let flaw = 1; flaw <= 15; flaw++) expect(from).toContain(`origin flaw ${flaw}`);
  });

  it('holds one for each oracle, or nobody would know whether it can accuse', () => {
    expect([...new Set(SPECIMENS.map(({ caughtBy }) => caughtBy))].sort()).toEqual([...ORACLE_NAMES].sort());
  });

  it.each(SPECIMENS)('$name says in one sentence what it does, and how that shows', ({ flaw, shownBy }) => {
    expect(flaw).toMatch(/^[A-Z].{20,160}\.$/);
    expect(shownBy).not.toBe('');
  });

  it('finds specimens and the control by name', () => {
    expect(builtSupervisor('timeout-only')).toBe(SPECIMENS.find(({ name }) => name === 'timeout-only'));
    expect(builtSupervisor('control')).toBe(CONTROL);
    expect(builtSupervisor('flawless')).toBeUndefined();
  });
});
