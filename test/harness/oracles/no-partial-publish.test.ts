import { describe, expect, it } from 'vitest';
import { noPartialPublish } from '../../../src/harness/oracles/no-partial-publish.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { COMPLETE, scriptedJob } from '../made-by-hand.js';

const good = () =>
  new EvidenceBuilder()
    .attempt({ from: 1, writesTo: '/out/job.mp4.tmp-1', exits: { at: 9, code: 0 } })
    .settled(10, 'published')
    .disk({ published: COMPLETE });

describe('no-partial-publish', () => {
  it('holds for a whole file, and for none after a failure', () => {
    expect(good().judge(noPartialPublish)).toBe('held');
    expect(new EvidenceBuilder().settled(1, 'stalled').judge(noPartialPublish)).toBe('held');
  });

  it('is violated by a broken file, and by one that is missing', () => {
    const broken = good().disk({ published: { state: 'broken', bytes: 9, why: 'moov atom not found' } });
    expect(broken.judge(noPartialPublish)).toBe('violated: a broken file was published: moov atom not found');
    expect(
      good()
        .disk({ published: { state: 'none' } })
        .judge(noPartialPublish),
    ).toBe('violated: it said published, and no file stands there');
  });

  it('is violated by a duration or a stream that the recording does not have', () => {
    const short = good().disk({ published: { ...COMPLETE, durationMs: 1_200_000 } });
    expect(short.judge(noPartialPublish)).toBe(
      'violated: a file of 20 min was published for a recording of 40 min',
    );
    const nearly = good().disk({ published: { ...COMPLETE, durationMs: 2_400_000 * 0.995 } });
    expect(nearly.judge(noPartialPublish)).toBe('held');
    const mute = good().disk({ published: { ...COMPLETE, streams: ['video'] } });
    expect(mute.judge(noPartialPublish)).toBe(
      'violated: the published file has no audio, which the recording has',
    );
  });

  it('believes a recording that claims to be as short as the output is, and no other claim', () => {
    const claiming = (claimedDurationMs: number | null, durationMs: number) => {
      const recording = { ...scriptedJob('x').recording, claimedDurationMs };
      return new EvidenceBuilder({ jobs: [scriptedJob('job', { recording })] })
        .attempt({ from: 1, writesTo: '/out/job.mp4.tmp-1', exits: { at: 9, code: 0 } })
        .settled(10, 'published')
        .disk({ published: { ...COMPLETE, durationMs } })
        .judge(noPartialPublish);
    };
    expect(claiming(1_195_000, 1_200_000)).toBe('held');
    expect(claiming(1_195_000, 2_400_000)).toBe('held');
    expect(claiming(1_100_000, 1_200_000)).toMatch(/^violated: a file of 20 min/);
    expect(claiming(null, 1_200_000)).toMatch(/^violated: a file of 20 min/);
  });

  it('is violated by the output of an ffmpeg that was stopped or failed, however whole it looks', () => {
    const publishedAfter = (end: { killed?: number; exits?: { at: number; code: number } }) =>
      new EvidenceBuilder()
        .attempt({ from: 1, advances: [5], ...end })
        .settled(100, 'published')
        .disk({ published: COMPLETE });
    expect(publishedAfter({ killed: 95 }).judge(noPartialPublish)).toBe(
      'violated: the output of ffmpeg (default), which was stopped, was published',
    );
    expect(publishedAfter({ exits: { at: 9, code: 1 } }).judge(noPartialPublish)).toBe(
      'violated: the output of ffmpeg (default), which exited with code 1, was published',
    );
  });

  it('asks of a shared output the job that published it, and of several the last one', () => {
    const recording = { ...scriptedJob('x').recording, durationMs: 600_000 };
    const jobs = [
      scriptedJob('a', { outputName: 'same' }),
      scriptedJob('b', { outputName: 'same', recording }),
    ];
    const rivals = (answers: { readonly a: string; readonly b: string }, durationMs: number) => {
      const published = { ...COMPLETE, durationMs };
      return new EvidenceBuilder({ jobs })
        .attempt({ job: 'a', from: 1, exits: { at: 9, code: 0 } })
        .settled(10, answers.a, 'a')
        .attempt({ job: 'b', from: 11, exits: { at: 19, code: 0 } })
        .settled(20, answers.b, 'b')
        .disk({ published }, 'a')
        .disk({ published }, 'b')
        .judge(noPartialPublish);
    };
    expect(rivals({ a: 'published', b: 'busy' }, 2_400_000)).toBe('held');
    expect(rivals({ a: 'published', b: 'busy' }, 600_000)).toBe(
      'violated: job a: a file of 10 min was published for a recording of 40 min',
    );
    expect(rivals({ a: 'published', b: 'published' }, 600_000)).toBe('held');
    expect(rivals({ a: 'published', b: 'published' }, 2_400_000)).toBe(
      'violated: job b: a file of 40 min was published for a recording of 10 min',
    );
  });

  it('is violated by a file that no job with that output has made well', () => {
    const jobs = ['a', 'b'].map((id) => scriptedJob(id, { outputName: 'same' }));
    const file = new EvidenceBuilder({ jobs })
      .attempt({ job: 'a', from: 1, exits: { at: 9, code: 1 } })
      .settled(10, 'crashed', 'a')
      .settled(10, 'busy', 'b')
      .disk({ published: COMPLETE }, 'a')
      .disk({ published: COMPLETE }, 'b');
    expect(file.judge(noPartialPublish)).toBe(
      'violated: job a: the output of ffmpeg (default), which exited with code 1, was published',
    );
  });

  it('is violated by writing to the final name', () => {
    const inPlace = new EvidenceBuilder()
      .attempt({ from: 1, writesTo: '/out/job.mp4', exits: { at: 9, code: 0 } })
      .settled(10, 'published')
      .disk({ published: COMPLETE });
    expect(inPlace.judge(noPartialPublish)).toMatch(/^violated: ffmpeg \(default\) wrote to the final name/);
  });

  it('is violated by what was written through a planted link', () => {
    const through = good().harness(11, { kind: 'bystander-changed', at: 'output' });
    expect(through.judge(noPartialPublish)).toBe(
      'violated: it wrote through a link that stood under the name of the output',
    );
    const elsewhere = good().harness(11, { kind: 'bystander-changed', at: 'metadata' });
    expect(elsewhere.judge(noPartialPublish)).toBe('held');
  });
});
