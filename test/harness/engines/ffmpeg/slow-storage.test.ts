import { describe, expect, it } from 'vitest';
import { SlowStorage } from '../../../../src/harness/engines/ffmpeg/slow-storage.js';

const RATE = 30e6;

/** A process that copies as fast as it may, and is looked at every 3 ms. */
function copy(totalBytes: number, bytesPerMs: number, rate = RATE): { tookMs: number; signals: string[] } {
  const signals: string[] = [];
  const storage = new SlowStorage(rate, (name) => signals.push(name));
  let movedBytes = 0;
  let nowMs = 1000;
  while (movedBytes < totalBytes && nowMs < 1e6) {
    storage.look(nowMs, movedBytes);
    if (signals.at(-1) !== 'SIGSTOP') movedBytes += 3 * bytesPerMs;
    nowMs += 3;
  }
  return { tookMs: nowMs - 1000, signals };
}

describe('SlowStorage', () => {
  it('lets a process move as much as the rate allows, whatever it could', () => {
    const { tookMs, signals } = copy(60e6, 1e6);
    expect(tookMs).toBeGreaterThan(1_800);
    expect(tookMs).toBeLessThan(2_100);
    expect(signals.length).toBeGreaterThan(10);
  });

  it('leaves one alone that is slower than the storage', () => {
    expect(copy(3e6, 1e3).signals).toEqual([]);
  });

  it('saves nothing up for one that was slow before', () => {
    const signals: string[] = [];
    const storage = new SlowStorage(RATE, (name) => signals.push(name));
    storage.look(0, 0);
    storage.look(60_000, 0);
    // A minute of idleness would allow 1.8 GB; two megabytes are too much at once.
    storage.look(60_003, 2e6);
    expect(signals).toEqual(['SIGSTOP']);
    storage.look(60_200, 2e6);
    expect(signals).toEqual(['SIGSTOP', 'SIGCONT']);
  });

  it('never stops a process for longer than half a second, whatever it has moved unseen', () => {
    const signals: string[] = [];
    const storage = new SlowStorage(RATE, (name) => signals.push(name));
    storage.look(0, 0);
    storage.look(200, 300e6);
    storage.look(690, 300e6);
    expect(signals).toEqual(['SIGSTOP']);
    storage.look(710, 300e6);
    expect(signals).toEqual(['SIGSTOP', 'SIGCONT']);
  });
});
