import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/supervisor/metrics-catalogue.js';

const guide = readFileSync(resolve(import.meta.dirname, '../../docs/operations.md'), 'utf8');

/** As the guide's table has it. */
function row({ name, type, labelNames, help }: (typeof CATALOGUE)[number]): string {
  const labels = labelNames.map((label) => `\`${label}\``).join(', ');
  return `| \`${name}\` | ${type} | ${labels || '–'} | ${help} |`;
}

describe('the metrics', () => {
  it('are all in the guide, in their order and with their help', () => {
    const rows = guide.split('\n').filter((line) => line.startsWith('| `xg2g_'));
    expect(rows).toEqual(CATALOGUE.map(row));
  });

  it.each(CATALOGUE.map((metric) => [metric.name, metric] as const))(
    '%s follows the conventions',
    (_, metric) => {
      expect(metric.name).toMatch(/^xg2g_vod_remux(_[a-z]+)+$/);
      expect(metric.name.endsWith('_total')).toBe(metric.type === 'counter');
      if (metric.type === 'histogram') expect(metric.name).toMatch(/_seconds$/);
      expect(metric.help).toMatch(/^[A-Z].*[^.]$/);
      expect(Object.keys(metric.zeros)).toEqual([...metric.labelNames]);
      const buckets = metric.buckets ?? [];
      expect([...buckets].sort((a, b) => a - b)).toEqual(buckets);
    },
  );

  it('have few series', () => {
    const series = CATALOGUE.map(({ labelNames, zeros, buckets = [] }) =>
      labelNames.reduce((product, name) => product * (zeros[name]?.length ?? 0), 1 + buckets.length),
    );
    expect(series.reduce((sum, each) => sum + each)).toBeLessThan(250);
  });
});
