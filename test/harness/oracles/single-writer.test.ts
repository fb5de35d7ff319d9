import { describe, expect, it } from 'vitest';
import { singleWriter } from '../../../src/harness/oracles/single-writer.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { scriptedJob } from '../made-by-hand.js';

const jobs = [scriptedJob('a', { outputName: 'same' }), scriptedJob('b', { outputName: 'same' })];

describe('single-writer', () => {
  it('holds for a name of its own for each attempt', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, writesTo: '/out/job.mp4.tmp-1', exits: { at: 5, code: 1 } })
      .attempt({ from: 6, writesTo: '/out/job.mp4.tmp-2', exits: { at: 9, code: 0 } });
    expect(evidence.judge(singleWriter)).toBe('held');
  });

  it('is violated by one name for two attempts', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, writesTo: '/out/job.tmp', exits: { at: 5, code: 1 } })
      .attempt({ from: 6, strategy: 'fallback', writesTo: '/out/job.tmp', exits: { at: 9, code: 0 } });
    expect(evidence.judge(singleWriter)).toBe(
      'violated: ffmpeg (default) and ffmpeg (fallback) were given one temp file',
    );
  });

  it('is violated by two jobs that write one file at the same time', () => {
    const evidence = new EvidenceBuilder({ jobs })
      .attempt({ job: 'a', from: 1, writesTo: '/out/same.tmp', exits: { at: 9, code: 0 } })
      .attempt({ job: 'b', from: 2, writesTo: '/out/same.tmp', exits: { at: 9, code: 0 } });
    expect(evidence.judge(singleWriter)).toBe(
      'violated: ffmpeg (default) of job a and ffmpeg (default) of job b wrote one file at the same time',
    );
  });

  it('has nothing to judge with one writer', () => {
    const one = new EvidenceBuilder().attempt({
      from: 1,
      writesTo: '/out/job.tmp',
      exits: { at: 5, code: 0 },
    });
    expect(one.judge(singleWriter)).toBe('not-applicable');
  });
});
