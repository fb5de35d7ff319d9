import { describe, expect, it } from 'vitest';
import { isCalm } from '../../src/fuzz/calm-jobs.js';
import { caseOf } from '../../src/fuzz/campaign.js';
import { randomCase } from '../../src/fuzz/random-case.js';
import { RECIPES } from '../../src/fuzz/recipes.js';
import type { Step } from '../../src/script/step.js';
import { FAULTS } from '../../src/script/vocabulary.js';

const CASES = Array.from({ length: 1_500 }, (_, index) => caseOf(5, index));

describe('a random case', () => {
  it('follows from its seed alone', () => {
    expect(randomCase(77)).toEqual(randomCase(77));
    expect(randomCase(77)).not.toEqual(randomCase(78));
  });

  it('has a recipe for every fault, and a campaign meets them all', () => {
    // Nobody can make up a recorded run.
    const names = FAULTS.map(({ name }) => name).filter((name) => name !== 'recorded');
    expect(Object.keys(RECIPES).sort()).toEqual(names.toSorted());
    const met = new Set(CASES.flatMap(({ scenario }) => scenario.jobs.flatMap(stepsOf)));
    expect([...met].sort()).toEqual(names.toSorted());
  });

  it('knows quiet storms and wild ones', () => {
    const kinds = CASES.map(({ scenario }) => new Set(scenario.jobs.flatMap(stepsOf)).size);
    expect(Math.min(...kinds)).toBeLessThan(3);
    expect(Math.max(...kinds)).toBeGreaterThan(12);
    const surroundings = CASES.map((drawn) => drawn.surroundings);
    expect(surroundings.some(({ files, stuck }) => files.length + stuck.length === 0)).toBe(true);
    expect(surroundings.some(({ files, stuck }) => files.length + stuck.length > 3)).toBe(true);
  });

  it('ends with one healthy job for each slot, after everything, unless nobody supervises then', () => {
    for (const { scenario, surroundings } of CASES) {
      const calm = scenario.jobs.filter(isCalm);
      const isDead = scenario.machine.some((deed) => deed.action === 'kill-supervisor' && !deed.restart);
      expect(calm).toHaveLength(isDead ? 0 : scenario.slots);
      for (const job of calm) expect(job.submitAfterMs).toBeGreaterThan(surroundings.calmAtMs);
    }
  });

  it('comes back now and then to an output of the storm', () => {
    const revisiting = CASES.filter(({ scenario: { jobs } }) => {
      const outputs = jobs.filter((job) => !isCalm(job)).map(({ outputName }) => outputName);
      return jobs.some((job) => isCalm(job) && outputs.includes(job.outputName));
    });
    expect(revisiting.length).toBeGreaterThan(CASES.length / 10);
    for (const { scenario } of revisiting)
      expect(scenario.machine.map(({ action }) => action)).not.toContain('lock');
  });

  it('expects no film where no probe says what to publish', () => {
    const jobs = CASES.flatMap(({ scenario }) => scenario.jobs);
    const readable = ({ ffprobe = [{ fault: 'answer', config: { share: 1 } }] }: (typeof jobs)[number]) =>
      ffprobe.some(({ fault, config }) => fault === 'answer' && config.share === 1);
    const [hopeless, others] = [jobs.filter((job) => !readable(job)), jobs.filter(readable)];
    expect(hopeless.length).toBeGreaterThan(10);
    for (const { expect: right } of hopeless) expect(right.outcome).not.toContain('published');
    for (const { expect: right } of others) expect(right.outcome).toContain('published');
  });

  it('counts in whole milliseconds, as scenario files do', () => {
    for (const { scenario } of CASES) {
      for (const { submitAfterMs } of scenario.jobs) expect(Number.isInteger(submitAfterMs)).toBe(true);
    }
  });
});

function stepsOf(job: (typeof CASES)[number]['scenario']['jobs'][number]): string[] {
  const { ffmpeg, ffprobe = [], ffprobeOutput = [] } = job;
  return [...Object.values(ffmpeg).flat(), ...ffprobe, ...ffprobeOutput].flatMap(namesIn);
}

function namesIn({ fault, config }: Step): string[] {
  return [fault, ...(fault === 'fork' ? (config.steps as Step[]).flatMap(namesIn) : [])];
}
