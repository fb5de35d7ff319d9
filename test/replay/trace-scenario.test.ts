import { describe, expect, it } from 'vitest';
import { runInVirtualTime } from '../../src/harness/engines/virtual/run-in-virtual-time.js';
import { type ReplayOptions, traceScenario } from '../../src/replay/trace-scenario.js';
import { readScenario } from '../../src/scenario/load.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';
import type { Trace, TraceHeader, TraceRecord } from '../../src/trace/trace.js';

const HEADER: TraceHeader = {
  stallproof: 'trace',
  v: 1,
  startedAt: '2026-01-03T00:00:00Z',
  job: 'a',
  command: ['ffmpeg'],
  recording: { durationMs: 100_000, sizeBytes: 80_000_000, video: 'h264', audio: 'ac3' },
};

/** Blocks each half second with a silence of that length in the middle, and a good end. */
function healthyWithSilence(silentMs: number): Trace {
  const records: TraceRecord[] = [];
  let atMs = 0;
  for (let index = 1; index <= 40; index++) {
    atMs += index === 20 ? silentMs : 500;
    const share = index / 40;
    records.push({
      kind: 'block',
      atMs,
      outTimeUs: share * 100e6,
      totalSizeBytes: share * 79e6,
      speed: 5,
      end: index === 40,
    });
  }
  records.push({ kind: 'line', atMs: atMs + 5, text: 'harmless' });
  records.push({ kind: 'exit', atMs: atMs + 10, exit: { code: 0 } });
  return { header: HEADER, records };
}

async function outcomeOf(trace: Trace, options: Partial<ReplayOptions> = {}): Promise<string> {
  const text = traceScenario([trace], { as: 'exact', source: 'test.trace', ...options });
  const scenario = readScenario(text, { file: 'test.yaml', id: 'test' });
  const evidence = await runInVirtualTime(scenario, {
    name: 'production',
    create: createSupervisor,
    seed: 1,
  });
  for (const { event } of evidence.events) {
    if ('kind' in event && event.kind === 'job-settled') return event.outcome;
  }
  return 'none';
}

describe.each(['exact', 'readable'] as const)('a trace as %s scenario', (as) => {
  it('is published again where its silences were shorter than the stall time', async () => {
    expect(await outcomeOf(healthyWithSilence(80_000), { as })).toBe('published');
  });

  it('tells what another threshold would have done to it', async () => {
    expect(await outcomeOf(healthyWithSilence(80_000), { as, watch: { stallTimeoutMs: 60_000 } })).toBe(
      'stalled',
    );
    expect(await outcomeOf(healthyWithSilence(100_000), { as })).toBe('stalled');
  });

  it('begins on the rung that was recorded', async () => {
    const trace = healthyWithSilence(1000);
    const header = { ...trace.header, strategy: 'transcode' };
    expect(await outcomeOf({ ...trace, header }, { as })).toBe('published');
  });
});

describe('an exact replay', () => {
  it('prints each block at its recorded time after the spawn', async () => {
    const trace = healthyWithSilence(30_000);
    const text = traceScenario([trace], { as: 'exact', source: 'test.trace' });
    const scenario = readScenario(text, { file: 'test.yaml', id: 'test' });
    const { events } = await runInVirtualTime(scenario, {
      name: 'production',
      create: createSupervisor,
      seed: 1,
    });
    const deeds = events.flatMap(({ from, atMs, event }) =>
      from === 'fake' && event.tool === 'ffmpeg' ? [{ atMs, kind: event.kind }] : [],
    );
    const spawnedAtMs = deeds.find(({ kind }) => kind === 'started')?.atMs ?? Number.NaN;
    const played = deeds
      .filter(({ kind }) => kind === 'progress')
      .map(({ atMs }) => Math.round(atMs - spawnedAtMs));
    const recorded = trace.records.filter(({ kind }) => kind === 'block').map(({ atMs }) => atMs);
    expect(played).toEqual(recorded);
  });
});
