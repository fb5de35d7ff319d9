import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ProcessRun } from '../../src/harness/engines/process/run-on-processes.js';
import { runScenario } from '../../src/harness/run-scenario.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { EvidenceBuilder } from './evidence-builder.js';

const engine = vi.hoisted(() => ({ plays: [] as (() => Promise<ProcessRun>)[] }));
vi.mock(import('../../src/harness/engines/process/run-on-processes.js'), () => ({
  runOnProcesses: () => engine.plays.shift()?.() ?? Promise.reject(new Error('played too often')),
}));

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A run that leaves a folder, and evidence of a job that ended as it should not. */
function wrong(canaryLateMs: number): () => Promise<ProcessRun> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stallproof-kept-'));
    folders.push(folder);
    const crashed = new EvidenceBuilder().settled(1, 'crashed').disk({ errorLog: 'crashed' });
    return { evidence: crashed.with({ canaryLateMs, metrics: '' }).build(), folder };
  };
}

const NOISY_MS = 600;

function play(...plays: (() => Promise<ProcessRun>)[]) {
  engine.plays = plays;
  const { scenario } = new EvidenceBuilder().build();
  return runScenario(scenario, loadSubject('production'), 'process', {
    fakesFolder: 'unused',
    cli: 'unused',
    keep: true,
  });
}

describe('a scenario on a machine that was too noisy', () => {
  it('is played again until it shows something, and tells of every folder', async () => {
    const run = await play(wrong(NOISY_MS), wrong(0));
    expect(run.result).toMatchObject({ status: 'violated', tries: 2 });
    expect(run.folders).toEqual(folders);
  });

  it('is inconclusive after three tries', async () => {
    const run = await play(wrong(NOISY_MS), wrong(NOISY_MS), wrong(NOISY_MS), wrong(0));
    expect(run.result).toMatchObject({ status: 'inconclusive', tries: 3 });
    expect(run.folders).toHaveLength(3);
  });

  it('leaves nothing when it is broken off between two tries', async () => {
    const broken = play(wrong(NOISY_MS), () => Promise.reject(new Error('enough')));
    await expect(broken).rejects.toThrow('enough');
    expect(folders.map((folder) => existsSync(folder))).toEqual([false]);
  });
});
