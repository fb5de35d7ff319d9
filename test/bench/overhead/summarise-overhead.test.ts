import { expect, it } from 'vitest';
import { MEMORY_SCENE, summariseOverhead } from '../../../src/bench/overhead/summarise-overhead.js';
import { around, observe } from '../observations.js';

const N = 60;

function measured(wallFactor: number, cpuMs: number) {
  const walls = around(1000, N);
  const both = (subject: string, wallMs: readonly number[], ownCpuMs: readonly number[]) =>
    observe(subject, MEMORY_SCENE, 'wallMs', wallMs).map((observation, index) => ({
      ...observation,
      values: { ...observation.values, ownCpuMs: ownCpuMs[index] ?? Number.NaN },
    }));
  return [
    ...both('bare', walls, around(1, N)),
    ...both('execa', walls, around(10, N)),
    ...both(
      'stallproof',
      walls.map((wallMs) => wallMs * wallFactor),
      around(cpuMs, N),
    ),
  ];
}

it('compares wall and CPU time repetition by repetition', () => {
  const { targets, ratios } = summariseOverhead(measured(1.02, 5));
  expect(targets.map(({ verdict }) => verdict)).toEqual(['met', 'met']);
  expect(targets[0]?.interval.high).toBeCloseTo(1.02, 6);
  expect(ratios[0]).toMatchObject({ name: 'wall: stallproof / bare', n: N });
});

it('misses what is dearer, and says nothing of who was not measured', () => {
  const { targets, figures } = summariseOverhead(measured(1.04, 20));
  expect(targets.map(({ verdict }) => verdict)).toEqual(['missed', 'missed']);
  expect(figures.some(({ name }) => name.includes('fluent'))).toBe(false);
});

it('meets nothing when nothing was measured', () => {
  expect(summariseOverhead([]).targets.map(({ verdict }) => verdict)).not.toContain('met');
});
