import { expect, it } from 'vitest';
import { jsonReport } from '../../src/report/json.js';
import { mixed } from './reports.js';

it('is the report, and says its version', () => {
  expect(JSON.parse(jsonReport(mixed))).toEqual(mixed);
  expect(JSON.parse(jsonReport(mixed)).v).toBe(1);
});
