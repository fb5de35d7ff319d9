import { describe, expect, it } from 'vitest';
import { scoreRow, tally } from '../../../src/gates/gate1/score.js';
import { measured, RIGHT, trial, wrong } from '../measured.js';

const published = { kind: 'published', strategy: 'default', attempts: [] } as const;
const refused = { kind: 'refused', reason: 'refused: unknown', attempts: [] } as const;
const NOTHING = { video: false, audio: false };

describe('our score', () => {
  const ours = (more: Parameters<typeof measured>[0]) => scoreRow(measured(more)).ours;

  it('is right where what was published is', () => {
    expect(ours({})).toMatchObject({ verdict: 'right', strategy: 'default' });
  });

  it('is a false success where it is not, whatever the supervisor says', () => {
    const supervised = { ...published, judgement: { ...RIGHT, wrongs: ['no audio', 'no seek possible'] } };
    expect(ours({ supervised })).toMatchObject({
      verdict: 'false-success',
      because: 'no audio, no seek possible',
    });
    expect(ours({ supervised: published })).toMatchObject({ verdict: 'false-success' });
  });

  it('is a false refusal where something decodes', () => {
    expect(ours({ supervised: refused })).toMatchObject({ verdict: 'false-refusal' });
    const search = [{ command: '', exit: '0', frame: true }];
    expect(ours({ supervised: refused, truth: NOTHING, search })).toMatchObject({ verdict: 'false-refusal' });
  });

  it('is a right refusal only after a search in vain', () => {
    const search = [{ command: '', exit: '1', frame: false }];
    expect(ours({ supervised: refused, truth: NOTHING, search })).toEqual({
      verdict: 'right-refusal',
      because: 'refused: unknown',
    });
  });
});

describe("the origin's score", () => {
  const origin = (...trials: ReturnType<typeof trial>[]) => scoreRow(measured({ trials })).origin;

  it('is that of the first rung with exit 0', () => {
    const failed = trial('origin/default', { exit: '1' });
    expect(origin(failed, trial('origin/fallback'))).toMatchObject({
      verdict: 'right',
      strategy: 'fallback',
    });
    expect(origin(wrong('origin/default', 'no video'), trial('origin/fallback'))).toMatchObject({
      verdict: 'false-success',
      strategy: 'default',
    });
  });

  it('is a false refusal where every rung fails', () => {
    expect(origin(trial('origin/default', { exit: '1' }))).toMatchObject({
      verdict: 'false-refusal',
      because: 'default exits 1',
    });
  });

  it('tells when only the first second is missing', () => {
    const because = '10.99 s instead of 12.00 s';
    expect(origin(wrong('origin/default', because, { deltaMs: -1_010 }))).toMatchObject({
      onlyFirstSecond: true,
    });
    expect(origin(wrong('origin/default', because, { deltaMs: -3_010 }))).not.toHaveProperty(
      'onlyFirstSecond',
    );
    expect(origin(wrong('origin/default', 'no audio', { deltaMs: -1_010 }))).not.toHaveProperty(
      'onlyFirstSecond',
    );
  });
});

it('counts verdicts', () => {
  const { ours } = scoreRow(measured());
  expect(tally([ours, ours])).toEqual({
    right: 2,
    'right-refusal': 0,
    'false-success': 0,
    'false-refusal': 0,
  });
});
