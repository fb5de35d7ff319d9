import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRealTools } from '../../src/harness/engines/ffmpeg/real-tools.js';
import { runScenario } from '../../src/harness/run-scenario.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { selectScenarios } from '../../src/scenario/catalogue.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { type BuiltFakes, buildFakes } from '../harness/build-fakes.js';
import { storyOf } from './story.js';

/** Long enough for three tries on a busy machine. */
const LIMIT_MS = 180_000;

const CLI = resolve(import.meta.dirname, '../../dist/cli/main.js');

/** What runs with every `npm test`; STALLPROOF_TWINS=all plays every pair, with every release of ffmpeg. */
const QUICK = ['real/fifo-never-opened', 'real/fifo-falls-silent', 'real/stopped'];
const ALL = process.env.STALLPROOF_TWINS === 'all';

const { tools: found } = await findRealTools({});
const twins = selectScenarios({ names: ['real'] }).flatMap((scenario) => {
  const twin = scenario.jobs.flatMap(({ real }) => real?.twin ?? [])[0];
  return twin === undefined ? [] : [{ id: scenario.id, scenario, twin }];
});
const played = twins
  .filter(({ id }) => ALL || QUICK.includes(id))
  .flatMap((pair, index) => {
    // The quick ones take the releases in turn: what differs between them is for `run --engine ffmpeg` to find.
    const releases = ALL ? found : found.slice(index % Math.max(1, found.length)).slice(0, 1);
    return releases.map((tools) => ({ ...pair, tools, version: tools.version }));
  });

let fakes: BuiltFakes;
beforeAll(async () => {
  fakes = await buildFakes();
});
afterAll(() => fakes.remove());

describe('the twins', () => {
  it('are scenarios that exist, and all ways to stall that a fake has too are among them', () => {
    const known = new Set(selectScenarios({}).map(({ id }) => id));
    expect(twins.filter(({ twin }) => !known.has(twin))).toEqual([]);
    expect(twins.length).toBeGreaterThanOrEqual(14);
    for (const id of QUICK) expect(twins.map((pair) => pair.id)).toContain(id);
  });
});

describe.skipIf(found.length === 0 || !existsSync(CLI))('what a real ffmpeg does, its fake does too', () => {
  it.each(played)(
    '$id, as $twin, with ffmpeg $version',
    { timeout: LIMIT_MS },
    async ({ scenario, twin, tools }) => {
      const options = { fakesFolder: fakes.folder, cli: CLI };
      const subject = loadSubject('production');
      const real = () => runScenario(scenario, subject, 'ffmpeg', { ...options, tools });
      const fake = () => runScenario(twinOf(twin), subject, 'process', options);
      // One that computes for its life would starve beside another that does.
      const [mine, theirs] = scenario.tags.includes('finalising')
        ? [await real(), await fake()]
        : await Promise.all([real(), fake()]);
      expect([mine.result.status, theirs.result.status]).toEqual(['held', 'held']);
      expect(mine.evidence.ffmpeg).toBe(tools.version);
      expect(storyOf(mine.evidence)).toEqual(storyOf(theirs.evidence));
    },
  );
});

function twinOf(name: string): Scenario {
  const [fake] = selectScenarios({ names: [name] });
  if (fake === undefined) throw new Error(`no scenario ${name}`);
  return fake;
}
