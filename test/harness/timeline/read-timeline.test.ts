import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../src/harness/timeline/read-timeline.js';
import type { Lane, Timeline } from '../../../src/harness/timeline/timeline.js';
import { EvidenceBuilder } from '../evidence-builder.js';

function lane({ lanes }: Timeline, name: string): Lane {
  const found = lanes.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no lane ${name} among ${lanes.map((each) => each.name)}`);
  return found;
}

function marks(of: Lane): string[] {
  return of.marks.map(({ kind, atMs }) => `${kind} ${atMs}`);
}

/** Progress for four seconds, then a hang that is ended at its deadline: 4 s and 90 s. */
function stalled(): EvidenceBuilder {
  return new EvidenceBuilder()
    .harness(0.5, { kind: 'file-appeared', name: 'job.mp4.lock' })
    .subject(0.6, { event: 'slot-taken', waitedMs: 0, inUse: 1, capacity: 1 })
    .attempt({ from: 1, advances: [2, 3, 4], beats: [20, 30], killed: 94 })
    .subject(94.1, { event: 'slot-released', heldMs: 93_500 })
    .harness(94.2, { kind: 'file-vanished', name: 'job.mp4.lock' })
    .settled(94.5, 'stalled');
}

describe('the timeline of a stall', () => {
  const timeline = timelineOf(stalled().build());
  const ffmpeg = lane(timeline, 'ffmpeg (default)');

  it('has the life, the grace and the silence of ffmpeg', () => {
    expect(ffmpeg.spans).toEqual([
      { kind: 'alive', fromMs: 1_000, toMs: 94_000 },
      { kind: 'grace', fromMs: 1_000, toMs: 31_000 },
      { kind: 'silent', fromMs: 4_000, toMs: 94_000 },
    ]);
    expect(ffmpeg.progress).toEqual([2_000, 1_000, 3_000, 2_000, 4_000, 3_000, 20_000, 3_000, 30_000, 3_000]);
  });

  it('has the deadline, the kill, the death, and the blocks that were no life', () => {
    expect(marks(ffmpeg)).toEqual([
      'heartbeat 20000',
      'heartbeat 30000',
      'kill 94000',
      'gone 94000',
      'deadline 94000',
    ]);
  });

  it('has what was held, and when it was given back', () => {
    expect(lane(timeline, 'slot').spans).toEqual([{ kind: 'held', fromMs: 600, toMs: 94_100 }]);
    expect(marks(lane(timeline, 'slot'))).toEqual(['released 94100']);
    expect(lane(timeline, 'lock').spans).toEqual([{ kind: 'held', fromMs: 500, toMs: 94_200 }]);
    expect(lane(timeline, 'supervisor').marks.map(({ text }) => text)).toEqual([
      'the job was submitted',
      'the job ended: stalled',
    ]);
  });
});

describe('the timeline of any run', () => {
  it('tells a deadline that was met from one that was not waited for', () => {
    const early = new EvidenceBuilder()
      .attempt({ from: 1, advances: [2], killed: 50 })
      .settled(51, 'stalled');
    const revived = new EvidenceBuilder()
      .attempt({ from: 1, advances: [2, 85, 90], exits: { at: 91, code: 0 } })
      .settled(92, 'published');
    const deadlines = [early, revived].map((run) =>
      lane(timelineOf(run.build()), 'ffmpeg (default)').marks.filter(({ kind }) => kind === 'deadline'),
    );
    expect(deadlines).toEqual([
      [{ kind: 'deadline', atMs: 92_000, text: 'deadline: it had time until then' }],
      [{ kind: 'deadline', atMs: 92_000, text: 'deadline, had it stayed silent' }],
    ]);
  });

  it('has its times in nominal milliseconds, whatever the speed', () => {
    const timeline = timelineOf(stalled().with({ speed: 40 }).build());
    expect(timeline.spanMs).toBe(94_500 * 40);
    expect(lane(timeline, 'slot').spans[0]?.fromMs).toBe(600 * 40);
  });

  it('shows a publication, and how ffmpeg ended by itself', () => {
    const published = new EvidenceBuilder()
      .attempt({ from: 1, advances: [2, 3], exits: { at: 4, code: 0 } })
      .harness(4.5, { kind: 'file-appeared', name: 'job.mp4' })
      .settled(5, 'published');
    const timeline = timelineOf(published.build());
    expect(marks(lane(timeline, 'files'))).toEqual(['published 4500']);
    expect(marks(lane(timeline, 'ffmpeg (default)'))).toEqual(['exit 4000']);
    expect(timeline.lanes.map(({ kind }) => kind)).not.toContain('slot');
  });

  it('accuses what stays: a lock, a slot, a process', () => {
    const left = new EvidenceBuilder()
      .harness(0, { kind: 'file-appeared', name: 'job.mp4.lock' })
      .subject(0, { event: 'slot-taken', waitedMs: 0, inUse: 1, capacity: 1 })
      .attempt({ from: 1 })
      .settled(5, 'failed')
      .disk({ lock: true });
    const timeline = timelineOf(left.build());
    for (const name of ['slot', 'lock', 'ffmpeg (default)']) {
      expect(marks(lane(timeline, name))).toContain('trouble 5000');
    }
  });

  it('accuses nobody of a lock that the scenario put there', () => {
    const planted = new EvidenceBuilder()
      .harness(0, { kind: 'file-appeared', name: 'job.mp4.lock' })
      .settled(5, 'busy');
    expect(lane(timelineOf(planted.build()), 'lock')).toMatchObject({ spans: [{ kind: 'held' }], marks: [] });
  });

  it('has what was printed, in order and as it was printed', () => {
    const deed = { kind: 'wrote', stream: 'stderr', bytes: 7, lastLine: '<b>\u001b[2J' } as const;
    const loud = new EvidenceBuilder().attempt({
      from: 1,
      deeds: [
        { at: 2, deed },
        { at: 3, deed: { kind: 'wrote', stream: 'stdout', bytes: 900 } },
      ],
      exits: { at: 4, code: 1 },
    });
    expect(timelineOf(loud.build()).said).toEqual([
      { atMs: 2_000, stream: 'stderr', by: 'ffmpeg (default)', job: 'job', text: '<b>\u001b[2J', bytes: 7 },
      { atMs: 3_000, stream: 'stdout', by: 'ffmpeg (default)', job: 'job', bytes: 900 },
    ]);
  });

  it('stays small, keeps both ends, and counts what it left out', () => {
    const words = Array.from({ length: 3_000 }, (_, index) => ({
      at: 2 + index / 100,
      deed: {
        kind: 'wrote',
        stream: 'stderr',
        bytes: 5_000,
        lastLine: `${index} ${'x'.repeat(4_000)}`,
      } as const,
    }));
    const advances = Array.from({ length: 5_000 }, (_, index) => 1 + index / 100);
    const flood = new EvidenceBuilder().attempt({ from: 1, advances, deeds: words, killed: 60 });
    const timeline = timelineOf(flood.build());
    expect(JSON.stringify(timeline).length).toBeLessThan(20_000);
    expect(timeline.said.at(0)?.text).toMatch(/^0 x+…$/);
    expect(timeline.said.at(-1)?.text).toMatch(/^2999 x+…$/);
    expect(timeline.omitted).toBe(3_000 - timeline.said.length);
    expect(lane(timeline, 'ffmpeg (default)').progress?.slice(-2)).toEqual([50_990, 5_000_000]);
  });
});
