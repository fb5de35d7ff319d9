import { describe, expect, it } from 'vitest';
import { worstRealCaseMs } from '../../../../src/harness/engines/ffmpeg/worst-real-case.js';
import { readScenario } from '../../../../src/scenario/load.js';

function worst(body: string): number {
  const head = 'title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\nspeed: 10\nwatch: { timeout: 2h }\n';
  const scenario = readScenario(`${head}${body}`, { file: 't', id: 't' });
  return worstRealCaseMs(scenario, scenario.speed);
}

const EXPECT = 'expect: { outcome: published, attempts: [default] }\n';

describe('worstRealCaseMs', () => {
  it('grows with what the feed takes, divided by the speed', () => {
    const plain = worst(`real: { through: fifo, feed: [hang] }\n${EXPECT}`);
    const slow = worst(
      `real: { through: fifo, feed: [{ send: { percent: 50, over: 100s } }, { trickle: { pieces: 3, every: 50s } }] }\n${EXPECT}`,
    );
    expect(slow - plain).toBeCloseTo(25_000, 0);
  });

  it('grows with slow storage in real time, and with the lives of the supervisor', () => {
    const plain = worst(`real: {}\n${EXPECT}`);
    expect(worst(`real: { storage: 1MB }\nrecording: { size: 5MB }\n${EXPECT}`) - plain).toBeCloseTo(
      20_000,
      0,
    );
    const twice = worst(`real: {}\nmachine: [{ kill-supervisor: { after: 1s, restart: true } }]\n${EXPECT}`);
    expect(twice).toBeCloseTo(2 * plain, 0);
  });
});
