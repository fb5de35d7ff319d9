import { describe, expect, it } from 'vitest';
import type { WatchLimits } from '../../src/watchdog/watch-state.js';
import { stallDeadline, startWatch, watch } from '../../src/watchdog/watchdog.js';
import { block, type Counters, LIMITS, type Planned, play as playCourse } from './course.js';

function play(limits: WatchLimits, progress: readonly Planned[], counters?: Counters) {
  return playCourse({ limits, progress, ...(counters && { counters }) });
}

describe('watchdog', () => {
  it('kills at the stall time after the last advance', () => {
    const { verdict, atMs } = play(LIMITS, [block(500, 1_000_000), block(40_000, 2_000_000)]);
    expect(verdict).toMatchObject({ kind: 'stalled', silentForMs: 90_000, condition: 'blocked' });
    expect(atMs).toBe(130_000);
  });

  it('runs from the spawn: a hang before any output is found after the stall time', () => {
    expect(play(LIMITS, []).atMs).toBe(90_000);
  });

  it('waits for the end of the grace where that is later', () => {
    expect(play({ ...LIMITS, startupGraceMs: 200_000 }, []).atMs).toBe(200_000);
  });

  it('takes repeated, backward, oscillating and absent values for a heartbeat', () => {
    const heartbeat = Array.from({ length: 400 }, (_, i) =>
      block(20_000 + i * 500, i % 2 ? 5_000_000 : 4_000_000),
    );
    const absent = Array.from({ length: 400 }, (_, i) => ({
      atMs: 20_100 + i * 500,
      reading: { end: false },
    }));
    const { atMs } = play(LIMITS, [...heartbeat, ...absent]);
    expect(atMs).toBe(20_500 + 90_000);
  });

  it('does not take the header for progress', () => {
    const header = [{ atMs: 60_000, reading: { totalSizeBytes: 44, outTimeUs: 0, end: false } }];
    expect(play(LIMITS, header).atMs).toBe(90_000);
  });

  it('takes growth of the output for progress', () => {
    const growth = [{ atMs: 60_000, reading: { totalSizeBytes: 262_144, end: false } }];
    expect(play(LIMITS, growth).atMs).toBe(150_000);
  });

  it('takes the first progress=end for a step, and later ones for a heartbeat', () => {
    const { atMs, verdict } = play(LIMITS, [
      block(1_000, 1),
      block(50_000, 1, true),
      block(100_000, 1, true),
    ]);
    expect(atMs).toBe(140_000);
    expect(verdict).toMatchObject({ condition: 'finalising' });
  });

  it('ends at the total timeout in spite of progress', () => {
    const healthy = Array.from({ length: 3_000 }, (_, i) => block(i * 500, i + 1));
    expect(play(LIMITS, healthy)).toMatchObject({ verdict: { kind: 'timeout' }, atMs: 1_200_000 });
  });

  it('lets a tree work without progress up to the finalise bound, and no longer', () => {
    const moving: Counters = (atMs) => ({ ioBytes: atMs * 30_000, cpuMs: 0, states: 'R' });
    const { atMs, verdict } = play(LIMITS, [block(10_000, 1_000)], moving);
    expect(atMs).toBe(10_000 + LIMITS.finaliseBoundMs(1024));
    expect(verdict).toMatchObject({ condition: 'finalising' });
  });

  it('does not take the last read of an input for finalising', () => {
    const lastRead: Counters = (atMs) => ({ ioBytes: atMs < 18_000 ? 0 : 50_000, cpuMs: 0, states: 'S' });
    const { atMs, verdict } = play(LIMITS, [block(10_000, 1_000)], lastRead);
    expect(atMs).toBeGreaterThan(18_000 + 90_000);
    expect(verdict).toMatchObject({ condition: 'blocked' });
  });

  it('does not call a hang finalising for work that it saw before the last advance', () => {
    const before: Counters = (atMs) => ({ ioBytes: Math.min(atMs, 59_000) * 30_000, cpuMs: 0, states: 'S' });
    const { atMs, verdict } = play(LIMITS, [block(10_000, 1_000), block(60_000, 2_000)], before);
    expect(atMs).toBe(150_000);
    expect(verdict).toMatchObject({ condition: 'blocked' });
  });

  it('finds a hang in the middle of finalising one stall time after the last movement', () => {
    const stopsAt = 60_000;
    const counters: Counters = (atMs) => ({
      ioBytes: Math.min(atMs, stopsAt) * 30_000,
      cpuMs: 0,
      states: 'S',
    });
    const { atMs } = play({ ...LIMITS, finaliseBoundMs: () => 600_000 }, [block(10_000, 1_000)], counters);
    expect(atMs).toBeGreaterThanOrEqual(stopsAt + 90_000);
    expect(atMs).toBeLessThanOrEqual(stopsAt + 90_000 + LIMITS.tickMs);
  });

  it('looks a tick after a sample that came later than the advance it was asked for before', () => {
    const sample = { ioBytes: 1_000, freshBytes: 0, cpuMs: 0, states: 'S' };
    const endMs = stallDeadline(startWatch(LIMITS, 0));
    let state = startWatch(LIMITS, 0);
    while (state.wakeAtMs < endMs) state = watch(state, { kind: 'wake' }, state.wakeAtMs).state;
    const judged = watch(state, { kind: 'wake' }, endMs);
    expect(judged.wantsSample).toBe(true);
    const advanced = watch(judged.state, { kind: 'progress', reading: block(endMs, 1_000).reading }, endMs);
    const sampled = watch(advanced.state, { kind: 'sample', sample }, endMs);
    const woken = watch(sampled.state, { kind: 'wake' }, sampled.state.wakeAtMs);
    expect(sampled.state.wakeAtMs).toBeGreaterThan(endMs);
    expect([woken.wantsSample, woken.state.wakeAtMs]).toEqual([false, endMs + LIMITS.tickMs]);
  });

  it('does not take its own progress blocks, or CPU alone in mid-file, for work', () => {
    const chatty: Counters = (atMs) => ({ ioBytes: atMs * 0.4, cpuMs: atMs, states: 'R' });
    const { atMs, verdict } = play(LIMITS, [block(10_000, 1_000)], chatty);
    expect(atMs).toBe(100_000);
    expect(verdict).toMatchObject({ condition: 'spinning' });
  });

  it('takes CPU for a draining encoder once the recording is nearly through', () => {
    const busy: Counters = (atMs) => ({ ioBytes: 0, cpuMs: atMs, states: 'R' });
    const { atMs } = play({ ...LIMITS, drainFromUs: 500 }, [block(10_000, 1_000)], busy);
    expect(atMs).toBeGreaterThan(100_000);
    expect(atMs).toBe(10_000 + LIMITS.finaliseBoundMs(1024));
  });

  it('takes the little that an encoder gets on a crowded machine for draining, and the talk of a blocked one not', () => {
    const draining = { ...LIMITS, drainFromUs: 500 };
    const using =
      (share: number): Counters =>
      (atMs) => ({ ioBytes: 0, cpuMs: atMs * share, states: 'S' });
    expect(play(draining, [block(10_000, 1_000)], using(0.08)).atMs).toBe(
      10_000 + LIMITS.finaliseBoundMs(1024),
    );
    expect(play(draining, [block(10_000, 1_000)], using(0.01)).atMs).toBe(100_000);
  });

  it('says that a stopped process is stopped', () => {
    const stopped: Counters = () => ({ ioBytes: 5, cpuMs: 7, states: 'T' });
    expect(play(LIMITS, [block(1, 1)], stopped).verdict).toMatchObject({
      condition: 'stopped',
      cpuMs: 0,
      ioBytes: 0,
    });
  });

  it('does not hold its own sleep against ffmpeg', () => {
    let state = startWatch(LIMITS, 0);
    state = watch(state, { kind: 'progress', reading: { outTimeUs: 1, end: false } }, 1_000).state;
    const sleptUntilMs = 400_000;
    const woken = watch(state, { kind: 'wake' }, sleptUntilMs);
    expect(woken.verdict).toBeUndefined();
    expect(woken.oversleptMs).toBe(sleptUntilMs - state.wakeAtMs);
    expect(woken.state.wakeAtMs).toBeGreaterThan(sleptUntilMs);
    expect(stallDeadline(woken.state)).toBeGreaterThan(sleptUntilMs + 80_000);
  });

  it('samples often enough to see work even when the tick is longer than the stall time', () => {
    const limits = { ...LIMITS, startupGraceMs: 0, stallTimeoutMs: 2_000, tickMs: 5_000 };
    const moving: Counters = (atMs) => ({ ioBytes: atMs * 30_000, cpuMs: 0, states: 'R' });
    expect(play(limits, [block(100, 1)], moving).atMs).toBeGreaterThan(100_000);
  });
});
