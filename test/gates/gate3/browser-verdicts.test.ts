import { expect, it } from 'vitest';
import { browserVerdicts, plays } from '../../../src/gates/gate3/browser-verdicts.js';
import { measured, RIGHT } from '../measured.js';

const reached = { seeks: [{ percent: 0, atMs: 0, landedMs: 0 }] };
const gaveUp = { error: 'decode error', seeks: [{ percent: 0, atMs: 0 }] };
const shown = (browser: typeof reached | typeof gaveUp, strictErrors: number) => ({
  ...({ kind: 'published', strategy: 'default', attempts: [], judgement: RIGHT } as const),
  ...{ browser, strictErrors },
});

it('counts what plays, what was foretold, and what a strict policy saves', () => {
  const rows = [
    measured({ supervised: shown(reached, 0) }),
    measured({ supervised: shown(gaveUp, 3), strictly: shown(reached, 0) }),
    measured({ supervised: shown(gaveUp, 0), strictly: shown(gaveUp, 0) }),
    measured(),
  ];
  expect(browserVerdicts(rows)).toEqual({
    shown: 3,
    played: 1,
    foretold: 2,
    triedStrictly: 2,
    savedStrictly: 1,
  });
});

it('asks for every seek', () => {
  expect(plays(reached)).toBe(true);
  expect(plays({ seeks: [...reached.seeks, { percent: 50, atMs: 9 }] })).toBe(false);
  expect(plays({ seeks: [] })).toBe(false);
});
