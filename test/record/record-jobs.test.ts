import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/host/host.js';
import type { Child, ChildSink, Command } from '../../src/host/processes.js';
import { recordJobs } from '../../src/record/record-jobs.js';
import type { JobEvent } from '../../src/supervisor/events.js';
import type { TraceHeader, TraceRecord } from '../../src/trace/trace.js';

const FFMPEG = '/bin/ffmpeg';
const MACHINE = { platform: 'linux-x64', cpu: 'one', cores: 2, memoryBytes: 1, node: 'v20' };
const WATCH = { startupGraceMs: 1, stallTimeoutMs: 2, finaliseMs: 3, tickMs: 4 };

function world() {
  const sinks: ChildSink[] = [];
  const child: Child = {
    pid: 7,
    signal: () => true,
    treeAlive: () => false,
    living: () => [],
    usage: async () => undefined,
    abandon: () => {},
  };
  const spawn = (_: Command, sink: ChildSink): Child => {
    sinks.push(sink);
    return child;
  };
  const host = {
    clock: { now: () => 0, wallTime: () => new Date(0), wallTimeMs: () => 0, schedule: () => () => {} },
    processes: { spawn, identity: () => ({}) },
  } as unknown as Host;
  const traces = new Map<string, { header?: TraceHeader; records: TraceRecord[] }>();
  const ended: string[] = [];
  const recorder = recordJobs(host, {
    config: { ffmpeg: FFMPEG, watch: WATCH },
    machine: MACHINE,
    labels: { storage: 'nfs' },
    sinkFor: ({ id }) => {
      const trace: { header?: TraceHeader; records: TraceRecord[] } = { records: [] };
      traces.set(id, trace);
      return {
        begin: (header) => {
          trace.header = header;
        },
        record: (record) => void trace.records.push(record),
      };
    },
    ended: ({ id }) => void ended.push(id),
  });
  const see = (jobId: string, event: object): void =>
    recorder.see({ jobId, ...event } as unknown as JobEvent);
  const accept = (jobId: string, output: string): void => see(jobId, { event: 'job-accepted', output });
  const start = (output: string): ChildSink => {
    recorder.host.processes.spawn(
      { file: FFMPEG, args: ['-i', 'in', `file:${output}.tmp-abc-default`] },
      DEAF,
    );
    return sinks.at(-1) ?? DEAF;
  };
  return { recorder, traces, ended, see, accept, start, spawned: sinks };
}

const DEAF: ChildSink = { onStdout: () => {}, onStderr: () => {}, onExit: () => {}, onClose: () => {} };

describe('jobs on record', () => {
  it('keeps the runs of jobs side by side apart, each with what is known of its job', () => {
    const { traces, see, accept, start } = world();
    for (const id of ['a', 'b']) {
      accept(id, `/out/${id}.mp4`);
      see(id, { event: 'lock-taken', recovered: false });
      see(id, { event: 'probed', durationMs: 5, video: 'h264', audio: undefined });
      see(id, { event: 'strategy-chosen', strategy: id === 'a' ? 'default' : 'transcode', reason: '' });
    }
    const [a, b] = [start('/out/a.mp4'), start('/out/b.mp4')];
    b.onStderr(Buffer.from('of b\n'));
    a.onStderr(Buffer.from('of a\n'));
    see('a', { event: 'stopping', strategy: 'default', why: 'stalled' });
    expect(traces.get('a')?.header).toMatchObject({
      job: 'a',
      strategy: 'default',
      recording: { durationMs: 5, video: 'h264' },
      labels: { storage: 'nfs' },
      watch: { startupGraceMs: 1, stallTimeoutMs: 2, finaliseMs: 3 },
    });
    expect(traces.get('b')?.header).toMatchObject({ job: 'b', strategy: 'transcode' });
    expect(traces.get('a')?.records).toMatchObject([
      { kind: 'line', text: 'of a' },
      { kind: 'stop', why: 'stalled' },
    ]);
    expect(traces.get('b')?.records).toMatchObject([{ kind: 'line', text: 'of b' }]);
  });

  it('leaves a job without trace that was turned away, and any other program', () => {
    const { traces, ended, see, accept, start, recorder, spawned } = world();
    accept('first', '/out/film.mp4');
    see('first', { event: 'lock-taken', recovered: false });
    accept('second', '/out/film.mp4');
    see('second', { event: 'job-ended', outcome: { kind: 'busy' } });
    start('/out/film.mp4');
    recorder.host.processes.spawn({ file: '/bin/ffprobe', args: ['/out/film.mp4.tmp-abc-default'] }, DEAF);
    expect(spawned).toHaveLength(2);
    expect(spawned[1]).toBe(DEAF);
    expect([...traces.keys()]).toEqual(['first']);
    expect(ended).toEqual([]);
    see('first', { event: 'job-ended', outcome: { kind: 'stalled' } });
    expect(ended).toEqual(['first']);
  });
});
