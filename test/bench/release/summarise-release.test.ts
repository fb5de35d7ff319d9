import { describe, expect, it } from 'vitest';
import { summariseRelease } from '../../../src/bench/release/summarise-release.js';
import type { Observation, Target } from '../../../src/bench/result.js';
import { around } from '../observations.js';

const PAIRS = 100;

function jobs(subject: string, values: (pair: number) => Readonly<Record<string, number>>): Observation[] {
  return Array.from({ length: PAIRS }, (_, pair) => ({
    repetition: pair,
    subject,
    scene: pair % 2 === 0 ? 'fake' : 'SIGSTOP',
    values: values(pair),
  }));
}

const kills = around(8, PAIRS);

function measured(own: (pair: number) => Readonly<Record<string, number>>): Observation[] {
  return [
    ...jobs('stallproof', own),
    ...jobs('bare', (pair) => ({ killMs: kills[pair] ?? 0 })),
    ...jobs('polling', (pair) => ({ totalMs: 50 * pair })),
  ];
}

const bearable = (pair: number) => ({ totalMs: (kills[pair] ?? 0) + 3, early: 0 });

function verdicts(observations: readonly Observation[]): Record<string, Target['verdict']> {
  const { targets } = summariseRelease(observations);
  return Object.fromEntries(
    targets.map(({ name, statistic, verdict }) => [`${name} (${statistic})`, verdict]),
  );
}

describe('the release of slots', () => {
  it('is measured by what it is above a bare kill of the same pair', () => {
    const { targets } = summariseRelease(measured(bearable));
    expect(targets[0]).toMatchObject({ name: 'overhead over bare SIGKILL', statistic: 'median', n: PAIRS });
    expect(targets[0]?.interval.estimate).toBeCloseTo(3, 9);
    expect(new Set(Object.values(verdicts(measured(bearable))))).toEqual(new Set(['met']));
  });

  it('misses its targets when it is late', () => {
    const late = verdicts(measured((pair) => ({ totalMs: (kills[pair] ?? 0) + 40, early: 0 })));
    expect(late).toMatchObject({
      'overhead over bare SIGKILL (median)': 'missed',
      'overhead over bare SIGKILL (p95)': 'missed',
    });
  });

  it('misses a target with one single kill before the deadline, or one stall that was not seen', () => {
    const early = measured((pair) => ({ ...bearable(pair), early: pair === 7 ? 1 : 0 }));
    expect(verdicts(early)['stallproof: killed before the deadline (count)']).toBe('missed');
    const failed = measured((pair) => (pair === 7 ? { failed: 1 } : bearable(pair)));
    expect(verdicts(failed)['stallproof: not ended, or not seen as a stall (count)']).toBe('missed');
  });

  it('meets nothing when nothing was measured', () => {
    expect(Object.values(verdicts([]))).not.toContain('met');
  });

  it('gives the gate one ratio a round', () => {
    const [ratio] = summariseRelease(measured(bearable)).ratios;
    expect(ratio?.samples).toHaveLength(PAIRS / 10);
    expect(ratio?.samples[0]).toBeCloseTo(1 + 3 / 8, 1);
  });
});
