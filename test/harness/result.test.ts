import { describe, expect, it } from 'vitest';
import { judgeEvidence, type Verdicts } from '../../src/harness/judge.js';
import type { Verdict } from '../../src/harness/oracle.js';
import {
  conclude,
  provesTooLittle,
  type ResultStatus,
  resultOf,
  type ScenarioResult,
  statusOf,
} from '../../src/harness/result.js';
import { HELD, NOT_APPLICABLE, unobservable, violated } from '../../src/harness/verdicts.js';
import { EvidenceBuilder } from './evidence-builder.js';

const evidence = new EvidenceBuilder()
  .attempt({ from: 1, exits: { at: 9, code: 1 } })
  .settled(10, 'crashed')
  .build();
const verdictsWith = (verdict: Verdict): Verdicts => {
  const none = Object.keys(judgeEvidence(evidence)).map((name) => [name, NOT_APPLICABLE]);
  return { ...(Object.fromEntries(none) as unknown as Verdicts), settles: verdict };
};
const results = (counts: Partial<Record<ResultStatus, number>>): ScenarioResult[] =>
  Object.entries(counts).flatMap(([status, count]) =>
    Array.from({ length: count }, () => ({
      ...resultOf(evidence, verdictsWith(HELD), 1),
      status: status as ResultStatus,
    })),
  );

describe('statusOf', () => {
  it('is the gravest verdict, and held only where something was', () => {
    expect(statusOf(verdictsWith(violated('late')))).toBe('violated');
    expect(statusOf(verdictsWith({ status: 'inconclusive', sentence: 'noise' }))).toBe('inconclusive');
    expect(statusOf(verdictsWith(HELD))).toBe('held');
    expect(statusOf(verdictsWith(unobservable('dark')))).toBe('unobservable');
  });
});

describe('resultOf', () => {
  it('tells outcome and rungs, and the last words only of an accused subject', () => {
    const held = resultOf(evidence, verdictsWith(HELD), 2);
    expect(held).toMatchObject({
      scenario: 'hand/made',
      status: 'held',
      tries: 2,
      elapsedMs: 10_000,
      jobs: [{ id: 'job', outcome: 'crashed', attempts: ['default'] }],
    });
    expect(held).not.toHaveProperty('stderrTail');
    expect(resultOf(evidence, verdictsWith(violated('late')), 1)).toHaveProperty('stderrTail');
    expect(JSON.parse(JSON.stringify(held))).toEqual(held);
  });
});

describe('conclude', () => {
  it('is violated by one violation, whatever else was not clear', () => {
    expect(conclude(results({ held: 5, inconclusive: 5, violated: 1 }))).toBe('violated');
  });

  it('bears three inconclusive results in a hundred, and not four', () => {
    expect(conclude(results({ held: 97, inconclusive: 3 }))).toBe('held');
    expect(conclude(results({ held: 96, inconclusive: 4 }))).toBe('inconclusive');
  });

  it('proves too little where too much was inconclusive, whatever else was violated', () => {
    expect(provesTooLittle(results({ held: 95, inconclusive: 4, violated: 1 }))).toBe(true);
    expect(provesTooLittle(results({ held: 96, inconclusive: 3, violated: 1 }))).toBe(false);
    expect(provesTooLittle(results({ unobservable: 5 }))).toBe(true);
  });

  it('never calls nothing a success', () => {
    expect(conclude([])).toBe('nothing-ran');
  });
});
