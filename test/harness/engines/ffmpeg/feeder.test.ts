import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Feeder } from '../../../../src/harness/engines/ffmpeg/feeder.js';
import type { Cancel, Clock } from '../../../../src/host/clock.js';
import { readScenario } from '../../../../src/scenario/load.js';
import type { Step } from '../../../../src/script/step.js';

const folder = mkdtempSync(join(tmpdir(), 'stallproof-feeder-'));
const file = join(folder, 'recording.ts');
writeFileSync(file, Buffer.alloc(1_000_000, 7));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Time passes when somebody waits for it. */
class PatientClock implements Clock {
  nowMs = 0;

  now(): number {
    return this.nowMs;
  }

  wallTime(): Date {
    return new Date(this.nowMs);
  }

  wallTimeMs(): number {
    return this.nowMs;
  }

  schedule(delayMs: number, fn: () => void): Cancel {
    let due = true;
    setImmediate(() => {
      if (!due) return;
      this.nowMs += delayMs;
      fn();
    });
    return () => {
      due = false;
    };
  }
}

function steps(feed: string): readonly Step[] {
  const text = `title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\nreal: { through: fifo, feed: ${feed} }\nexpect: { outcome: published }\n`;
  return readScenario(text, { file: 't', id: 't' }).jobs[0]?.real?.feed ?? [];
}

interface Played {
  readonly log: readonly string[];
  readonly sent: readonly { readonly atMs: number; readonly bytes: number }[];
  readonly feeder: Feeder;
}

function play(
  feed: string,
  readers = Number.POSITIVE_INFINITY,
): { readonly played: Played; readonly over: Promise<void> } {
  const clock = new PatientClock();
  const log: string[] = [];
  const sent: { atMs: number; bytes: number }[] = [];
  const note = (what: string): void => void log.push(`${clock.nowMs} ${what}`);
  const feeder = new Feeder(
    {
      clock,
      file,
      steps: steps(feed),
      speed: 10,
      freeze: (forMs) => note(`freeze ${forMs ?? 'for ever'}`),
    },
    {
      write: async ({ length }) => {
        sent.push({ atMs: clock.nowMs, bytes: length });
        return sent.length < readers;
      },
      end: () => note('end'),
      reset: () => note('reset'),
    },
  );
  return { played: { log, sent, feeder }, over: feeder.play() };
}

const total = ({ sent }: Played): number => sent.reduce((sum, { bytes }) => sum + bytes, 0);

describe('Feeder', () => {
  it('sends what is left, and ends, when the steps are over', async () => {
    const { played, over } = play('[{ send: 40 }, { wait: 50s }]');
    await over;
    expect(total(played)).toBe(1_000_000);
    const early = played.sent.filter(({ atMs }) => atMs === 0).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(early).toBe(400_000);
    expect(played.log).toEqual(['5000 end']);
  });

  it('sends evenly over a time, which the speed divides', async () => {
    const { played, over } = play('[{ send: { percent: 100, over: 20s } }]');
    await over;
    const half = played.sent.filter(({ atMs }) => atMs <= 1000).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(half).toBeGreaterThan(450_000);
    expect(half).toBeLessThan(550_000);
    expect(played.sent.length).toBeGreaterThan(50);
    expect(total(played)).toBe(1_000_000);
  });

  it('trickles in pieces with a pause before each', async () => {
    const { played, over } = play(
      '[{ send: 10 }, { trickle: { percent: 40, pieces: 3, every: 30s } }, close]',
    );
    await over;
    expect([...new Set(played.sent.map(({ atMs }) => atMs))]).toEqual([0, 3000, 6000, 9000]);
    expect(total(played)).toBe(400_000);
    expect(played.log).toEqual(['9000 end']);
  });

  it.each(['hang', 'freeze'])('stands still at %s until it is stopped', async (deed) => {
    const { played, over } = play(`[{ send: 50 }, ${deed}]`);
    let ended = false;
    void over.then(() => {
      ended = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([ended, total(played)]).toEqual([false, 500_000]);
    expect(played.log).toEqual(deed === 'freeze' ? ['0 freeze for ever'] : []);
    played.feeder.stop();
    await over;
    expect(total(played)).toBe(500_000);
  });

  it('freezes for a time and goes on', async () => {
    const { played, over } = play('[{ freeze: { for: 20s } }]');
    await over;
    expect(played.log).toEqual(['0 freeze 2000', '2000 end']);
  });

  it('gives up when nobody reads any more', async () => {
    const { played, over } = play('[{ send: 100 }]', 3);
    await over;
    expect(played.sent.length).toBe(3);
    expect(played.log).toEqual([]);
  });
});
