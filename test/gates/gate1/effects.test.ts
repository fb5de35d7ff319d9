import { describe, expect, it } from 'vitest';
import { effectsOf, reinterpretations } from '../../../src/gates/gate1/effects.js';
import { measured, trial, wrong } from '../measured.js';

describe('the effect of a change', () => {
  const rows = [
    measured({ recording: 'a.ts', experiments: [trial('unchanged'), trial('with x')] }),
    measured({ recording: 'b.ts', experiments: [trial('unchanged'), wrong('with x', 'no video')] }),
    measured({ recording: 'c.ts', experiments: [trial('unchanged'), trial('with x', { exit: '1' })] }),
    measured({
      recording: 'd.ts',
      experiments: [wrong('unchanged', 'no audio'), trial('with x')],
    }),
  ];

  it('is counted against the unchanged line', () => {
    expect(effectsOf(rows)).toEqual([
      {
        ...{ id: 'with x', tools: '5.1', tried: 4, right: 2, helped: ['d.ts'] },
        harmed: [
          { recording: 'b.ts', because: 'no video' },
          { recording: 'c.ts', because: 'exits 1' },
        ],
      },
    ]);
  });

  it('is counted for each build by itself', () => {
    const other = measured({ tools: '4.1', experiments: [trial('unchanged'), wrong('with x', 'no audio')] });
    expect(effectsOf([...rows, other]).map(({ tools, harmed }) => [tools, harmed.length])).toEqual([
      ['5.1', 2],
      ['4.1', 1],
    ]);
  });
});

describe('a reinterpreted option', () => {
  it('is taken by both builds, and makes two films of one recording', () => {
    const found = reinterpretations([
      measured({ tools: '5.1', experiments: [trial('unchanged'), trial('with x')] }),
      measured({ tools: '4.1', experiments: [trial('unchanged'), wrong('with x', 'no audio')] }),
    ]);
    expect(found).toEqual([
      {
        ...{ id: 'with x', recording: 'a.ts' },
        outcomes: [
          { tools: '5.1', outcome: 'right' },
          { tools: '4.1', outcome: 'no audio' },
        ],
      },
    ]);
  });

  it('is not one that a build rejects, nor one of a recording that the plain line treats differently', () => {
    const rejecting = measured({
      tools: '4.1',
      experiments: [trial('unchanged'), trial('with x', { exit: '1' })],
    });
    expect(
      reinterpretations([measured({ experiments: [trial('unchanged'), trial('with x')] }), rejecting]),
    ).toEqual([]);
    const different = measured({
      tools: '4.1',
      experiments: [wrong('unchanged', 'no video'), wrong('with x', 'no video')],
    });
    expect(
      reinterpretations([measured({ experiments: [trial('unchanged'), trial('with x')] }), different]),
    ).toEqual([]);
  });
});
