import { describe, expect, it } from 'vitest';
import { EventTape } from '../../../src/harness/engines/event-tape.js';
import type { FakeEvent } from '../../../src/script/fake-event.js';
import type { JobEvent } from '../../../src/supervisor/events.js';

const FFMPEG = { pid: 101, tool: 'ffmpeg', job: 'a', invocation: 1, strategy: 'default' } as const;
const FFPROBE = { pid: 102, tool: 'ffprobe', job: 'a', invocation: 1 } as const;
const WALL_MS = Date.UTC(2026, 0, 3, 4, 5, 6, 789);
const TIME = '2026-01-03T04:05:06.789Z';

describe('what was put on the tape', () => {
  it('comes back as it was, in its order', () => {
    const fakes: FakeEvent[] = [
      { atMs: 1, ...FFMPEG, kind: 'started', parentPid: 100, args: ['-y'] },
      { atMs: 2, ...FFMPEG, kind: 'output', bytes: 48, complete: false },
      { atMs: 2, ...FFMPEG, kind: 'progress', outTimeUs: 9e9, totalSizeBytes: 48, end: false },
      { atMs: 3, ...FFPROBE, kind: 'output', bytes: 0, complete: false },
      { atMs: 3.25, ...FFMPEG, kind: 'progress', end: false },
      { atMs: 4, ...FFMPEG, kind: 'progress', outTimeUs: -5, end: true },
      { atMs: 5, ...FFMPEG, kind: 'output', bytes: 5e9, complete: true },
      { atMs: 6, ...FFMPEG, kind: 'exiting', code: 0 },
    ];
    const tape = new EventTape();
    for (const event of fakes) tape.fake(event);
    tape.harness({ from: 'harness', atMs: 7, event: { kind: 'gave-up', afterMs: 7 } });
    expect(tape.length).toBe(9);
    expect(tape.toArray()).toEqual([
      ...fakes.map((event) => ({ from: 'fake', atMs: event.atMs, event })),
      { from: 'harness', atMs: 7, event: { kind: 'gave-up', afterMs: 7 } },
    ]);
    expect(Object.keys(tape.toArray()[4]?.event ?? {})).not.toContain('outTimeUs');
  });

  it('is what the subject said, also of the time', () => {
    const told = [
      progress('a', TIME, { outTimeUs: 1, totalSizeBytes: 2, frame: 3, speed: 0.5, end: false }, 0.25),
      progress('b', '2027-01-01T00:00:00.000Z', { end: true }),
      progress('a', 'yesterday', { speed: 1e100, end: false }, 1),
      progress('a', TIME, { frame: 0, end: false }, 0),
    ];
    const tape = new EventTape();
    for (const [index, event] of told.entries()) tape.subject(index, WALL_MS, event);
    expect(tape.toArray()).toEqual(told.map((event, index) => ({ from: 'subject', atMs: index, event })));
  });

  it('may be more than any number of rows', () => {
    const tape = new EventTape();
    const count = 5_000;
    for (let index = 0; index < count; index++) tape.output(index, FFMPEG, index * 2, false);
    const events = tape.toArray();
    expect(events).toHaveLength(count);
    expect(
      events.every(
        ({ atMs, event }, index) => atMs === index && 'bytes' in event && event.bytes === index * 2,
      ),
    ).toBe(true);
  });
});

function progress(
  jobId: string,
  time: string,
  block: Extract<JobEvent, { event: 'progress' }>['progress'],
  fraction?: number,
): JobEvent {
  return {
    v: 1,
    atMs: 12.5,
    time,
    jobId,
    recordingId: `recording-${jobId}`,
    event: 'progress',
    strategy: 'fallback',
    progress: block,
    ...(fraction !== undefined && { fraction }),
  };
}
