import type { Timeline } from '../../../harness/timeline/timeline.js';
import type { PageData, PageResult, PageScenario } from '../page-data.js';
import { account } from './account.js';
import { showTimeline } from './chart.js';
import { copyButton } from './copy.js';
import { element } from './elements.js';
import { lastMs } from './frame.js';
import { pictureKey } from './picture-key.js';

/** What opens below a row: every run of the scenario, side by side and on one scale of time. */
export function openedScenario({ columns }: PageData, { results }: PageScenario): HTMLElement {
  const endMs = Math.max(0, ...results.map((result) => (result?.timeline ? lastMs(result.timeline) : 0)));
  const runs = results.flatMap((result, index) =>
    result === null ? [] : [run(columns[index] ?? '', result, endMs)],
  );
  return element('div', { class: 'opened' }, ...runs);
}

function run(column: string, result: PageResult, endMs: number): HTMLElement {
  const { status, held, jobs, others, oraclesHeld, replay, stderrTail, timeline, tries } = result;
  const again = tries > 1 ? `, in try ${tries}` : '';
  return element(
    'article',
    { class: 'run' },
    element(
      'header',
      {},
      element('h3', {}, column),
      element('span', { class: `tag ${status}` }, `${status} ${held}${again}`),
      element('span', { class: 'job' }, jobs.join('; ')),
    ),
    element('ul', { class: 'sentences' }, ...others.map(sentence)),
    timeline === undefined
      ? element('p', { class: 'none' }, 'The report holds no timeline of it.')
      : look(timeline, endMs),
    oraclesHeld.length > 0
      ? element('p', { class: 'heldby' }, `Held: ${oraclesHeld.join(', ')}.`)
      : undefined,
    replay === ''
      ? undefined
      : element('p', { class: 'command' }, element('code', {}, replay), copyButton(replay)),
    stderrTail
      ? element(
          'details',
          { class: 'tail' },
          element('summary', {}, 'What the supervisor wrote last on stderr'),
          element('pre', {}, stderrTail),
        )
      : undefined,
  );
}

/** The picture, and beside it the same in words. */
function look(timeline: Timeline, endMs: number): HTMLElement {
  const picture = element('div', { class: 'chart' });
  showTimeline(picture, timeline, endMs);
  const left = element('div', {}, picture, pictureKey(timeline));
  return element('div', { class: 'look' }, left, account(timeline));
}

function sentence({ oracle, status, sentence: words }: PageResult['others'][number]): HTMLElement {
  return element('li', {}, element('b', { class: `tag ${status}` }, oracle), ` ${words}`);
}
