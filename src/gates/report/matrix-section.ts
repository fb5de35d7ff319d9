import type { GatesResult } from '../result.js';
import { percent } from '../share.js';
import { shareBars } from './charts.js';
import { type Section, table, text } from './document.js';

/** Gate 2: what the recordings are made of. */
export function matrixSection({ gate2 }: GatesResult): Section {
  const { recordings, rows, oddities } = gate2;
  const codecs = rows.filter(({ property }) => property.endsWith('codec'));
  return {
    title: 'Gate 2: codecs',
    blocks: [
      text(
        `By recording (n = ${recordings}): the first stream of each kind that decodes. The sample is small and nobody drew it at random, so the intervals are the least doubt that one can have.`,
      ),
      {
        kind: 'picture',
        name: 'codecs',
        alt: 'Share of recordings by codec; the dark lines are 95 % intervals.',
        svg: shareBars(
          'codecs',
          codecs.map(({ value, property, share }) => ({
            label: `${value} (${property.split(' ')[0]})`,
            share,
          })),
        ),
      },
      table(
        ['property', 'value', 'recordings', 'share', '95 % interval'],
        rows.map(({ property, value, share: { count, total, low, high } }) => [
          ...[property, value, count, `${percent(count / Math.max(1, total))} %`],
          `${percent(low)} to ${percent(high)} %`,
        ]),
      ),
      text('Streams that are empty, and claims that are not true:'),
      table(
        ['recording', 'what is odd'],
        oddities.map(({ recording, odd }) => [recording, odd.join('; ')]),
      ),
    ],
  };
}
