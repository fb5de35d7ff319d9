import { expect, it } from 'vitest';
import { counted } from '../../src/base/counted.js';

it('has one form for one, and the other for none and many', () => {
  expect([0, 1, 2].map((count) => counted(count, 'job'))).toEqual(['0 jobs', '1 job', '2 jobs']);
  expect(counted(2, 'child', 'children')).toBe('2 children');
});
