import { expect, it } from 'vitest';
import { jsonReport } from '../../src/report/json.js';
import { held, mixed, plainNaming, resultOf, runReport } from './reports.js';

const timeline = { v: 1, spanMs: 1500, lanes: [], said: [], omitted: 0 } as const;

it('is the report, says its version, and how each result is played again', () => {
  const read = JSON.parse(jsonReport(mixed, plainNaming));
  expect(read).toMatchObject(mixed);
  expect(read.v).toBe(1);
  expect(read.results[1].replay).toBe('npx stallproof run stall/late --keep');
});

it('has each timeline on a line of its own, whatever the texts around it are', () => {
  const title = 'x\n      "timeline": 1';
  const results = [resultOf('a', held, { title, timeline }), resultOf('b', held)];
  const text = jsonReport(runReport(results), plainNaming);
  expect(text.split('\n').filter((line) => line.includes('spanMs'))).toHaveLength(1);
  const read = JSON.parse(text);
  expect(read.results[0]).toMatchObject({ title, timeline });
  expect(read.results[1]).not.toHaveProperty('timeline');
});
