import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EventsTail } from '../../../../src/harness/engines/process/events-tail.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('delivers each event once, whole, and leaves out what a killed fake left half written', () => {
  const file = join(folder, 'events.ndjson');
  const seen: number[] = [];
  const tail = new EventsTail(file, ({ atMs }) => seen.push(atMs));
  const line = (atMs: number): string =>
    `${JSON.stringify({ atMs, job: 'job', kind: 'churned', bytes: 1 })}\n`;
  tail.look();
  appendFileSync(file, line(1) + line(2).slice(0, 9));
  tail.look();
  expect(seen).toEqual([1]);
  appendFileSync(file, line(2).slice(9));
  tail.look();
  appendFileSync(file, `{"atMs":3,\n{"atMs":"4"}\n${line(5)}`);
  tail.look();
  tail.look();
  tail.close();
  expect(seen).toEqual([1, 2, 5]);
});
