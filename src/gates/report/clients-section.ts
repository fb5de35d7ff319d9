import { FAMILIES } from '../clients/browser-family.js';
import { SUPPORT } from '../clients/support.js';
import type { GatesResult } from '../result.js';
import { percent, shareOf, shareWords } from '../share.js';
import { shareBars } from './charts.js';
import { type Block, type Section, table, text } from './document.js';

const KNOWN = ['Chrome', 'Edge', 'Firefox', 'Safari', 'player'] as const;

/** Gate 4: who watches, what they can play, and what follows for each codec. */
export function clientsSection(result: GatesResult): Section {
  const { gate4, browser } = result;
  const sampleOf = (name: string): string => {
    const sample = browser.samples?.find((each) => each.name === name);
    if (sample === undefined) return '';
    return sample.plays ? 'plays' : `fails: ${sample.because ?? ''}`;
  };
  return {
    title: 'Gate 4: clients',
    blocks: [
      ...clientBlocks(result),
      text(
        'What plays a codec inside an MP4; "some" depends on the hardware of the machine and is not relied on. Beside it what the browser at hand says, and what it does when it is shown two seconds.',
      ),
      table(
        ['codec', ...KNOWN, 'this browser says', 'this browser, shown a sample'],
        SUPPORT.map(({ name, type, support }) => [
          ...[name, ...KNOWN.map((family) => support[family])],
          ...[answerWords(browser.plays?.[type]), sampleOf(name)],
        ]),
      ),
      text('What follows:'),
      table(
        ['codec', 'decision', 'reason'],
        gate4.decisions.map(({ name, kind, action, reason }) => [
          name,
          kind === 'audio' ? 'encode (all sound becomes AAC)' : action,
          reason,
        ]),
      ),
      text(
        'A codec without a rule is refused: it is not known whether anything plays it, nor whether ffmpeg decodes it.',
      ),
    ],
  };
}

function clientBlocks({ gate4 }: GatesResult): Block[] {
  const { counted, logs } = gate4;
  if (counted === undefined) {
    return [text('No access logs were given (--log FILE): every client is taken for Chrome.')];
  }
  const { clients, requestsByFamily, requests, unreadable, overflowed } = counted;
  const total = Object.values(clients).reduce((sum, count) => sum + count, 0);
  const rows = FAMILIES.map((family) => ({ family, share: shareOf(clients[family], total) }));
  return [
    text(
      `${requests} requests by ${total} clients (address and browser) in ${logs.join(', ')}; ${unreadable} lines could not be read.${overflowed ? ' More clients came than were told apart.' : ''}`,
    ),
    {
      kind: 'picture',
      name: 'clients',
      alt: 'Share of clients by browser; the dark lines are 95 % intervals.',
      svg: shareBars(
        'clients',
        rows.map(({ family, share }) => ({ label: family, share })),
      ),
    },
    table(
      ['browser', 'clients', 'requests', 'share of requests'],
      rows.map(({ family, share }) => [
        ...[family, shareWords(share), requestsByFamily[family]],
        `${percent(requestsByFamily[family] / Math.max(1, requests))} %`,
      ]),
    ),
  ];
}

function answerWords(answer: boolean | undefined): string {
  if (answer === undefined) return '';
  return answer ? 'plays' : 'does not play';
}
