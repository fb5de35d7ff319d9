import { expect, it } from 'vitest';
import { WrongForm } from '../../src/report/checked-json.js';
import { jsonReport } from '../../src/report/json.js';
import { readReport } from '../../src/report/report-file.js';
import { mixed, plainNaming } from './reports.js';

it('reads what was written', () => {
  expect(readReport(jsonReport(mixed, plainNaming))).toEqual(mixed);
});

it('reads a report of a release that had fewer oracles, no timelines, and fields of its own', () => {
  const old = JSON.parse(jsonReport(mixed, plainNaming));
  for (const result of old.results) {
    delete result.verdicts['bounded-memory'];
    result.mood = 'fine';
  }
  expect(readReport(JSON.stringify(old))).toEqual(mixed);
});

it.each([
  ['{', 'it is no JSON'],
  ['[]', 'the whole: '],
  ['{"v":2}', 'v: '],
  [jsonReport(mixed, plainNaming).replace('"inconclusive"', '"so-so"'), 'results.1.verdicts.slot-released'],
])('says where %.20s is no report', (text, where) => {
  expect(() => readReport(text)).toThrow(WrongForm);
  expect(() => readReport(text)).toThrow(where);
});
