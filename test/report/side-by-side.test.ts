import { describe, expect, it } from 'vitest';
import { sideBySide } from '../../src/report/side-by-side.js';
import { held, resultOf, runReport, violated } from './reports.js';

const ours = resultOf('a', held);
const naive = resultOf('a', violated, { subject: 'naive' });

describe('subjects side by side', () => {
  it('have one row a scenario, in the order in which they were played', () => {
    const alone = resultOf('b', held);
    expect(sideBySide(runReport([ours, alone, naive]))).toEqual({
      subjects: ['production', 'naive'],
      rows: [
        { scenario: 'a', results: [ours, naive] },
        { scenario: 'b', results: [alone, undefined] },
      ],
    });
  });

  it('and one an engine, where there are several', () => {
    const simulated = resultOf('a', held, { engine: 'virtual' });
    const { rows } = sideBySide(runReport([ours, simulated, naive], { engines: ['process', 'virtual'] }));
    expect(rows).toEqual([
      { scenario: 'process: a', results: [ours, naive] },
      { scenario: 'virtual: a', results: [simulated, undefined] },
    ]);
  });
});
