import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { readScenario } from '../../src/scenario/load.js';
import type { TraceHeader } from '../../src/trace/trace.js';
import { headerLine, recordLine } from '../../src/trace/trace-line.js';
import { type MemoryIo, memoryIo } from './memory-io.js';

const HEADER: TraceHeader = {
  stallproof: 'trace',
  v: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  job: 'a',
  command: ['ffmpeg'],
  strategy: 'default',
  recording: { durationMs: 10_000, video: 'h264', audio: 'aac' },
  watch: { startupGraceMs: 30_000, stallTimeoutMs: 90_000, finaliseMs: 120_000 },
};

let folder: string;
let file: string;
let io: MemoryIo;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-replay-'));
  file = join(folder, 'night.trace');
  io = memoryIo();
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Twenty blocks, half a second apart, and a good end. */
function record(job: string): void {
  appendFileSync(file, headerLine({ ...HEADER, job }));
  for (let i = 1; i <= 20; i++) {
    const values = { outTimeUs: i * 500_000, totalSizeBytes: i * 100_000, speed: 1 };
    appendFileSync(file, recordLine({ kind: 'block', atMs: i * 500, ...values, end: i === 20 }));
  }
  appendFileSync(file, recordLine({ kind: 'exit', atMs: 10_100, exit: { code: 0 } }));
}

function replay(...options: readonly string[]): Promise<number> {
  return runProgram(['replay', file, '--out', join(folder, 'report'), ...options], io);
}

describe('stallproof replay', () => {
  it.each([
    [[], 'job: published after default'],
    [['--stall-at', '3s'], 'job: stalled after default'],
    [['--stall-at', '3s:80s'], 'job: published after default'],
    [['--stall-at', '3s:80s', '--stall', '60s'], 'job: stalled after default'],
  ])('with %j says what became of the job', async (options, line) => {
    record('a');
    expect(await replay(...options)).toBe(0);
    expect(io.stdout.text).toContain(line);
  });

  it.each([
    ['--stall-at', '11s', []],
    ['--cut-at', '20m', []],
    ['--stall-at', '6s', ['--stretch', '0.5']],
  ])('refuses %s %s, which comes after the end', async (option, at, more) => {
    record('a');
    expect(await replay(option, at, ...more)).toBe(4);
    expect(io.stderr.text).toContain(`${option} ${at} is after the end of the recorded run`);
  });

  it('prints a scenario that can be read again', async () => {
    record('a');
    expect(await replay('--as', 'scenario')).toBe(0);
    const { title } = readScenario(io.stdout.text, { id: 'night', file: 'night.yaml' });
    expect(title).not.toBe('');
  });

  it('asks which job is meant, and names what is damaged', async () => {
    record('a');
    appendFileSync(file, '["b",oops\n');
    record('b');
    expect(await replay()).toBe(4);
    expect(io.stderr.text).toContain('holds 2 jobs');
    expect(io.stderr.text).toContain('--job: a, b');
    expect(await replay('--job', 'b')).toBe(0);
    expect(io.stderr.text).toContain(`${file}:23`);
  });

  it('has one clear answer to a file that is no trace', async () => {
    writeFileSync(file, 'hello\n');
    expect(await replay()).toBe(4);
    expect(io.stderr.text).toContain('holds no whole trace');
    rmSync(file);
    expect(await replay()).toBe(4);
    expect(io.stderr.text).toContain('cannot be read');
  });
});
