import { describe, expect, it } from 'vitest';
import { isChosen, matches, searchText } from '../../../../src/report/html/page/filter.js';
import type { PageResult, PageScenario } from '../../../../src/report/html/page-data.js';

const HELD: PageResult = {
  status: 'held',
  held: '1/1',
  elapsedMs: 1,
  tries: 1,
  changed: false,
  oraclesHeld: ['settles'],
  others: [],
  jobs: ['published after default'],
  replay: '',
};
const LATE: PageResult = {
  ...HELD,
  status: 'violated',
  changed: true,
  others: [{ oracle: 'detects-stall', status: 'violated', sentence: 'Killed late' }],
};

function scenario(...results: (PageResult | null)[]): PageScenario {
  return { id: 'stall/x', title: 'About X', results };
}

describe('the choice', () => {
  it('takes a scenario as violated when one of its runs is, and as held when all are', () => {
    expect(isChosen(scenario(HELD, LATE), 'violated')).toBe(true);
    expect(isChosen(scenario(HELD, LATE), 'held')).toBe(false);
    expect(isChosen(scenario(HELD, null), 'held')).toBe(true);
    expect(isChosen(scenario(HELD), 'violated')).toBe(false);
  });

  it('knows what has changed', () => {
    expect(isChosen(scenario(HELD, LATE), 'changed')).toBe(true);
    expect(isChosen(scenario(HELD), 'changed')).toBe(false);
  });
});

describe('the search', () => {
  const text = searchText(scenario(HELD, LATE));

  it.each(['', 'STALL/x', 'about', 'detects killed', 'published'])('finds %j', (query) => {
    expect(matches(text, query)).toBe(true);
  });

  it('wants every word', () => {
    expect(matches(text, 'about nothing')).toBe(false);
  });
});
