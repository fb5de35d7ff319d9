import { describe, expect, it } from 'vitest';
import { COUNTERS } from '../../src/supervisor/metrics-counters.js';
import { HISTOGRAMS } from '../../src/supervisor/metrics-histograms.js';
import { MetricTally } from '../../src/supervisor/metrics-tally.js';

describe('a tally', () => {
  it('counts each set of labels apart', () => {
    const tally = new MetricTally();
    tally.add(COUNTERS.attempts, { strategy: 'default', outcome: 'ok' });
    tally.add(COUNTERS.attempts, { strategy: 'default', outcome: 'ok' });
    tally.add(COUNTERS.attempts, { strategy: 'default', outcome: 'stalled' });
    tally.add(COUNTERS.stalls, { strategy: 'default' });
    expect([...tally.counted(COUNTERS.attempts)]).toEqual([
      { labels: { strategy: 'default', outcome: 'ok' }, total: 2 },
      { labels: { strategy: 'default', outcome: 'stalled' }, total: 1 },
    ]);
    expect([...tally.counted(COUNTERS.jobs)]).toEqual([]);
  });

  it.each([1, 63, 64, 65, 1000])(
    'has all of %i observations in its histogram, whenever it is read',
    async (n) => {
      const tally = new MetricTally();
      for (let i = 0; i < n; i++) tally.observe(HISTOGRAMS.slotRelease, { why: 'stalled' }, 0.02);
      const read = async () => {
        const { values } = await tally.histogram(HISTOGRAMS.slotRelease).get();
        return Object.fromEntries(
          values
            .filter(({ labels }) => labels.why === 'stalled')
            .map(({ metricName, labels, value }) => [`${metricName}${labels.le ?? ''}`, value]),
        );
      };
      const name = HISTOGRAMS.slotRelease.name;
      const expected = { [`${name}_count`]: n, [`${name}_bucket0.01`]: 0, [`${name}_bucket0.025`]: n };
      expect(await read()).toMatchObject(expected);
      tally.observe(HISTOGRAMS.slotRelease, { why: 'stalled' }, 1);
      expect(await read()).toMatchObject({ ...expected, [`${name}_count`]: n + 1 });
    },
  );
});
