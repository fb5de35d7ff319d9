import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearCache, stepCache } from '../../src/gates/step-cache.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stallproof-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function counting() {
  let times = 0;
  return {
    measure: async () => ({ value: ++times, gone: undefined }),
    times: () => times,
  };
}

it('measures once, in this process and in the next', async () => {
  const { measure, times } = counting();
  expect(await stepCache(folder).step(['a', 1], measure)).toEqual({ value: 1 });
  expect(await stepCache(folder).step(['a', 1], measure)).toEqual({ value: 1 });
  expect(times()).toBe(1);
});

it('measures anew under another key', async () => {
  const { measure, times } = counting();
  const cache = stepCache(folder);
  await cache.step(['a', { x: 1 }], measure);
  await cache.step(['a', { x: 2 }], measure);
  expect(times()).toBe(2);
});

it('keeps nothing of what failed, and trusts nothing that is torn', async () => {
  const cache = stepCache(folder);
  await expect(cache.step(['a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(folder)).toEqual([]);
  const { measure, times } = counting();
  await cache.step(['a'], measure);
  for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), '{"key":');
  await cache.step(['a'], measure);
  expect(times()).toBe(2);
});

it('forgets when it is told to', async () => {
  const { measure, times } = counting();
  await stepCache(folder).step(['a'], measure);
  clearCache(folder);
  await stepCache(folder).step(['a'], measure);
  expect(times()).toBe(2);
});
