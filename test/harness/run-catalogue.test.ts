import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SubjectNotStartedError } from '../../src/harness/engines/process/subject-not-started.js';
import { type RunProgress, runCatalogue } from '../../src/harness/run-catalogue.js';
import type { Subject } from '../../src/harness/subject.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { readScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { type BuiltFakes, buildFakes } from './build-fakes.js';

let fakes: BuiltFakes;
beforeAll(async () => {
  fakes = await buildFakes();
});
afterAll(() => fakes.remove());

function scenario(id: string, body: string): Scenario {
  const head = 'title: t\nwhy: w\nfrom: [test]\ncatches: [settles]\nspeed: 100\n';
  return readScenario(head + body, { file: `${id}.yaml`, id });
}

const SUCCESS = scenario(
  'success',
  'ffmpeg: { default: [{ progress: { blocks: 3 } }, complete] }\nexpect: { outcome: published }\n',
);
const EMPTY = scenario(
  'empty',
  'ffmpeg: { default: [{ output: empty }] }\nexpect: { outcome: incomplete }\n',
);
const ELSEWHERE = scenario(
  'elsewhere',
  'notOn: { process: needs a dead disk }\nexpect: { outcome: io-error }\n',
);
const naive = loadSubject('naive-watchdog');

describe('runCatalogue', () => {
  it('plays every scenario against every subject, tells of each, and concludes', async () => {
    const seen: string[] = [];
    const report = await runCatalogue([SUCCESS, EMPTY, ELSEWHERE], [naive], {
      fakesFolder: fakes.folder,
      cli: 'unused',
      onProgress: (progress: RunProgress) => {
        const id = progress.kind === 'started' ? progress.scenario.id : progress.result.scenario;
        seen.push(`${progress.kind} ${id} ${progress.number}/${progress.total}`);
      },
    });
    expect(report.results.map(({ scenario: id, status }) => `${id} ${status}`)).toEqual([
      'success held',
      'empty violated',
    ]);
    expect(report.results[1]?.verdicts['no-partial-publish']).toMatchObject({
      status: 'violated',
      sentence: 'a broken file was published: moov atom not found',
    });
    expect(report.skipped).toEqual([
      { scenario: 'elsewhere', engine: 'process', reason: 'needs a dead disk' },
    ]);
    expect(report.conclusion).toBe('violated');
    expect(seen.toSorted()).toEqual([
      'finished empty 2/2',
      'finished success 1/2',
      'started empty 2/2',
      'started success 1/2',
    ]);
    const text = JSON.stringify(report);
    expect(JSON.parse(text)).toEqual(report);
    expect(text).not.toContain(tmpdir());
  });

  it('ends with the first error, once the other runs are over', async () => {
    const missing: Subject = {
      file: 'mine.yaml',
      folder: tmpdir(),
      manifest: { ...naive.manifest, command: ['/nowhere/supervisor'] },
    };
    const finished: string[] = [];
    const run = runCatalogue([SUCCESS], [missing, naive, naive, naive], {
      fakesFolder: fakes.folder,
      cli: 'unused',
      onProgress: (progress) => {
        if (progress.kind === 'finished') finished.push(progress.result.scenario);
      },
    });
    await expect(run).rejects.toThrow(SubjectNotStartedError);
    expect(finished.length).toBeLessThan(3);
  });

  it('is told when nothing ran', async () => {
    const report = await runCatalogue([ELSEWHERE], [naive], { fakesFolder: fakes.folder, cli: 'unused' });
    expect(report.conclusion).toBe('nothing-ran');
  });
});
