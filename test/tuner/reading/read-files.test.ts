import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { planFor } from '../../../src/tuner/counterfactual/plan.js';
import { readFiles } from '../../../src/tuner/reading/read-files.js';
import { examplePopulation, writePopulation } from '../../../src/tuner/synthetic/write-population.js';
import { tempFolder } from '../../cli/temp-folder.js';

const folder = tempFolder();
const JOBS = 5;

/** A thread needs compiled code: it is not there before the first build. */
const compiled = path.resolve(import.meta.dirname, '../../../dist/tuner/reading/read-files.js');

const plan = planFor({ gracesMs: [30_000], stallsMs: [5000, 20_000], finalisesMs: [120_000] });

describe('files that are read', () => {
  let paths: string[] = [];

  beforeAll(() => {
    writePopulation(folder.path, examplePopulation(20_000, 3), JOBS);
    paths = Array.from({ length: JOBS }, (_, index) => folder.in(`00000${index}.trace`));
  });

  it('come in their order, with all their runs, and missing ones with the reason', async () => {
    let [runs, files] = [0, 0];
    const results = await readFiles([...paths, folder.in('missing.trace')], plan, {
      workers: 1,
      onRun: () => runs++,
      onFile: () => files++,
    });
    expect(results.map((result) => result.path)).toEqual([...paths, folder.in('missing.trace')]);
    expect(results.map((result) => result.runs.length)).toEqual([1, 1, 1, 1, 1, 0]);
    expect(results.at(-1)?.problem).toMatch(/ENOENT/);
    expect([runs, files]).toEqual([5, 6]);
  });

  it('are given up when the signal comes', async () => {
    const stopper = new AbortController();
    const results = await readFiles(paths, plan, {
      workers: 1,
      onFile: () => stopper.abort(),
      signal: stopper.signal,
    });
    expect(results).toHaveLength(1);
  });

  it.skipIf(!existsSync(compiled))(
    'say the same from several threads',
    async () => {
      const module = (await import(pathToFileURL(compiled).href)) as { readFiles: typeof readFiles };
      const several = await module.readFiles(paths, plan, { workers: 2 });
      expect(several).toEqual(await readFiles(paths, plan, { workers: 1 }));
    },
    30_000,
  );
});
