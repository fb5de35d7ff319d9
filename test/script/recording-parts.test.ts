import { describe, expect, it } from 'vitest';
import { concatList } from '../../src/ffmpeg/concat-list.js';
import type { FakeJob } from '../../src/script/plan.js';
import { excerptOf, filesOf, listedFiles } from '../../src/script/recording-parts.js';
import { RECORDING } from './recorder.js';

const JOB: FakeJob = {
  id: 'job',
  input: '/in/a.ts',
  furtherParts: ['/in/a.ts.001', '/in/a.ts.002', '/in/a.ts.003'],
  output: '/out/a.mp4',
  tether: '',
  recording: RECORDING,
  ffmpeg: {},
};

describe('listedFiles', () => {
  it('reads what the supervisor writes, whatever the names', () => {
    const paths = ["/rec/it's ''.ts", '/rec/ a\\b#.ts', '/rec/%d.ts'];
    const text = concatList(
      paths.map((path) => ({ path, lengthMs: 1000 })),
      [256],
    );
    expect(listedFiles(text)).toEqual(paths.map((path) => `file:${path}`));
  });

  it('finds nothing in a file that is no list', () => {
    expect(listedFiles('file name\nprofile "x"\n')).toEqual([]);
  });
});

describe('excerptOf', () => {
  it('is the whole recording where all parts are played', () => {
    expect(excerptOf(JOB, filesOf(JOB))).toEqual({ recording: RECORDING, offsetMs: 0 });
  });

  it('is a share of it, from where the first of its parts begins', () => {
    const { recording, offsetMs } = excerptOf(JOB, ['/in/a.ts.003', '/in/a.ts.002']);
    expect(recording).toMatchObject({ durationMs: 300_000, sizeBytes: 500_000, video: 'h264' });
    expect(offsetMs).toBe(300_000);
  });

  it('claims its share of a wild duration, and none where none is claimed', () => {
    const wild = { ...JOB, recording: { ...RECORDING, claimedDurationMs: 4e6 } };
    expect(excerptOf(wild, ['/in/a.ts']).recording.claimedDurationMs).toBe(1e6);
    const silent = { ...JOB, recording: { ...RECORDING, claimedDurationMs: null } };
    expect(excerptOf(silent, ['/in/a.ts']).recording.claimedDurationMs).toBeNull();
  });
});
