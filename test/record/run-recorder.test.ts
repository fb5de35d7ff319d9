import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/host/clock.js';
import type { ChildSink } from '../../src/host/processes.js';
import { type ProgressOn, RunRecorder } from '../../src/record/run-recorder.js';
import type { TraceRecord } from '../../src/trace/trace.js';

const HEADER = { stallproof: 'trace', v: 1, startedAt: '', job: 'a', command: ['ffmpeg'] } as const;
const DEAF: ChildSink = { onStdout: () => {}, onStderr: () => {}, onExit: () => {}, onClose: () => {} };

function recorder(progressOn: ProgressOn = 'stdout') {
  let nowMs = 1000;
  const clock: Clock = {
    now: () => nowMs,
    wallTime: () => new Date(0),
    wallTimeMs: () => 0,
    schedule: () => () => {},
  };
  const records: TraceRecord[] = [];
  const sink = { begin: () => {}, record: (record: TraceRecord) => void records.push(record) };
  const run = new RunRecorder(clock, sink, HEADER, progressOn);
  const child = run.listen(DEAF);
  return {
    run,
    child,
    records,
    at: (ms: number) => {
      nowMs = 1000 + ms;
    },
    kinds: () => records.map(({ kind, atMs }) => `${kind} ${atMs}`),
  };
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('the recorder of a run', () => {
  it('dates each block by its last byte, each line by its end, from the spawn on', () => {
    const { child, at, records } = recorder();
    at(500);
    child.onStdout(bytes('out_time_us=4800'));
    at(501);
    child.onStdout(bytes('00\ntotal_size=44\nspeed=N/A\nprogress=continue\n'));
    at(600);
    child.onStderr(bytes('one\rtwo\npart'));
    at(700);
    child.onStderr(bytes('ly\n'));
    expect(records).toEqual([
      { kind: 'block', atMs: 501, outTimeUs: 480000, totalSizeBytes: 44, end: false },
      { kind: 'line', atMs: 600, text: 'one' },
      { kind: 'line', atMs: 600, text: 'two' },
      { kind: 'line', atMs: 700, text: 'partly' },
    ]);
  });

  it('writes the exit last, after what was still in the pipes', () => {
    const { child, at, kinds, run } = recorder();
    at(10);
    child.onExit({ kind: 'code', code: 0 });
    at(11);
    child.onStderr(bytes('last words'));
    at(12);
    child.onClose();
    run.finish();
    expect(kinds()).toEqual(['line 12', 'exit 12']);
  });

  it('knows the cause of an end only until the exit', () => {
    const { child, at, records, run } = recorder();
    at(90_000);
    run.signalled('SIGKILL');
    run.stopped('stalled');
    child.onExit({ kind: 'signal', signal: 'SIGKILL' });
    child.onClose();
    run.stopped('leaked');
    expect(records.map(({ kind }) => kind)).toEqual(['signal', 'stop', 'exit']);
    expect(records.at(-1)).toMatchObject({ exit: { signal: 'SIGKILL' } });
  });

  it('tells progress from messages where they share stderr', () => {
    const { child, at, kinds } = recorder('stderr');
    at(5);
    child.onStderr(bytes('opening a=b now\nframe=1\nout_time_us=7\nspeed= 1.5x\nprogress=continue\n'));
    expect(kinds()).toEqual(['block 5', 'line 5']);
  });
});
