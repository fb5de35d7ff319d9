import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimFile } from '../../src/fake-ffmpeg/claim.js';
import { findJob } from '../../src/fake-ffmpeg/find-job.js';
import { concatList } from '../../src/ffmpeg/concat-list.js';
import type { FakePlan } from '../../src/script/plan.js';
import { RECORDING } from '../script/recorder.js';

let folder: string;
let plan: FakePlan;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-jobs-'));
  mkdirSync(join(folder, 'claims'));
  const job = (id: string) => ({
    id,
    input: join(folder, `${id}.ts`),
    output: join(folder, 'shared.mp4'),
    tether: join(folder, 'tether'),
    recording: RECORDING,
    ffmpeg: {},
  });
  plan = { version: 1, speed: 1, folder, jobs: [job('a'), job('b')] };
  for (const { input } of plan.jobs) writeFileSync(input, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('findJob', () => {
  it('knows inputs by path, protocol, link and concat list', () => {
    const input = join(folder, 'b.ts');
    const link = join(folder, 'link.ts');
    const list = join(folder, 'list.txt');
    symlinkSync(input, link);
    writeFileSync(list, `ffconcat version 1.0\nfile '${input}'\n`);
    for (const path of [input, `file:${input}`, link, list]) {
      expect(findJob(plan, path), path).toMatchObject({ is: 'input', job: { id: 'b' } });
    }
  });

  it('knows which parts of a recording are played', () => {
    const [first, second, third] = ['', '.001', '.002'].map((end) => join(folder, `it's${end}.ts`));
    const parts = { input: first ?? '', furtherParts: [second ?? '', third ?? ''] };
    for (const part of [parts.input, ...parts.furtherParts]) writeFileSync(part, '');
    const split: FakePlan = { ...plan, jobs: plan.jobs.slice(1).map((job) => ({ ...job, ...parts })) };
    const list = join(folder, 'list.txt');
    const listed = [parts.input, third ?? ''].map((path) => ({ path, lengthMs: undefined }));
    writeFileSync(list, concatList(listed));
    expect(findJob(split, list)).toMatchObject({ is: 'input', files: [first, third] });
    expect(findJob(split, `file:${second}`)).toMatchObject({ is: 'input', files: [second] });
  });

  it('gives a shared output to the job that writes it', () => {
    const temp = join(folder, 'shared.mp4.tmp-x');
    expect(findJob(plan, temp)).toMatchObject({ is: 'output', job: { id: 'a' } });
    claimFile(folder, temp, 'b');
    expect(findJob(plan, `file:${temp}`)).toMatchObject({ is: 'output', job: { id: 'b' } });
  });

  it('knows nothing else', () => {
    expect(findJob(plan, join(folder, 'other.ts'))).toBeUndefined();
  });
});
