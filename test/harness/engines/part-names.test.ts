import { expect, it } from 'vitest';
import { partNames } from '../../../src/harness/engines/part-names.js';
import { scriptedJob } from '../made-by-hand.js';

it('names parts as a receiver does', () => {
  expect(partNames(scriptedJob('film'))).toEqual(['film.ts']);
  expect(partNames(scriptedJob('film', { recordingName: '-x.ts', parts: 3 }))).toEqual([
    '-x.ts',
    '-x.ts.001',
    '-x.ts.002',
  ]);
});
