import { describe, expect, it } from 'vitest';
import { createNodeHost } from '../../src/node/host.js';
import { recordRun } from '../../src/record/record-run.js';
import type { TraceRecord } from '../../src/trace/trace.js';
import { runs } from '../node/real-world.js';

const HEADER = { stallproof: 'trace', v: 1, startedAt: '', job: 'a', command: ['sh'] } as const;

/** What is recorded of a shell script, and what it printed. */
async function recorded(script: string, signal = new AbortController().signal, onPrinted = (): void => {}) {
  const records: TraceRecord[] = [];
  let printed = '';
  const status = await recordRun(createNodeHost(), {
    command: { file: '/bin/sh', args: ['-c', script] },
    header: HEADER,
    progressOn: 'stdout',
    sampleEveryMs: 50,
    sink: { begin: () => {}, record: (record) => void records.push(record) },
    onStdout: (bytes) => {
      printed += Buffer.from(bytes).toString();
      onPrinted();
    },
    onStderr: (bytes) => {
      printed += Buffer.from(bytes).toString();
    },
    signal,
  });
  return { status, records, printed, kinds: records.map(({ kind }) => kind) };
}

describe('a recorded run', () => {
  it('is passed on, and written down with its exit', async () => {
    const { status, printed, kinds } = await recorded(
      'echo out_time_us=1; echo progress=continue; sleep 0.3; echo hello >&2; exit 7',
    );
    expect(status).toEqual({ kind: 'code', code: 7 });
    expect(printed).toBe('out_time_us=1\nprogress=continue\nhello\n');
    expect(kinds.filter((kind) => kind !== 'sample')).toEqual(['block', 'line', 'exit']);
    expect(kinds).toContain('sample');
  });

  it('is asked to end, and says that it was', async () => {
    const stop = new AbortController();
    const { status, kinds } = await recorded(
      'trap "exit 255" INT; echo ready; while :; do sleep 0.05; done',
      stop.signal,
      () => stop.abort(),
    );
    expect(status).toEqual({ kind: 'code', code: 255 });
    expect(kinds.filter((kind) => kind !== 'sample')).toEqual(['stop', 'signal', 'exit']);
  });

  it('ends although a descendant holds its pipes, and leaves none behind', async () => {
    const { status, records } = await recorded('sleep 60 & echo $! >&2; exit 0');
    expect(status).toEqual({ kind: 'code', code: 0 });
    const [line] = records.filter((record) => record.kind === 'line');
    const pid = Number(line?.kind === 'line' ? line.text : Number.NaN);
    await expect.poll(() => runs(pid)).toBe(false);
  });

  it('that cannot be started is told so', async () => {
    const records: TraceRecord[] = [];
    const status = await recordRun(createNodeHost(), {
      command: { file: '/nonexistent/ffmpeg', args: [] },
      header: HEADER,
      progressOn: 'stdout',
      sampleEveryMs: 50,
      sink: { begin: () => {}, record: (record) => void records.push(record) },
      onStdout: () => {},
      onStderr: () => {},
      signal: new AbortController().signal,
    });
    expect(status.kind).toBe('not-started');
    expect(records.at(-1)?.kind).toBe('exit');
  });
});
