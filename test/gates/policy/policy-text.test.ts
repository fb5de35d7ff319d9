import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { policyText } from '../../../src/gates/policy/policy-text.js';

it('is the policy', () => {
  expect(JSON.parse(policyText(DEFAULT_POLICY))).toEqual(DEFAULT_POLICY);
});

it('is what the shipped file looks like, so that applying the same data changes no line', () => {
  const file = new URL('../../../src/ffmpeg/default-policy.json', import.meta.url);
  expect(policyText(DEFAULT_POLICY)).toBe(readFileSync(file, 'utf8'));
});
