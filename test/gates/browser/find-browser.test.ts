import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { findBrowser } from '../../../src/gates/browser/find-browser.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const chromium = path.join(folder, 'chromium');
writeFileSync(chromium, '#!/bin/sh\n');

it('finds what can be executed on PATH, and nothing else', () => {
  expect(findBrowser({ PATH: folder })).toBeUndefined();
  chmodSync(chromium, 0o755);
  expect(findBrowser({ PATH: `/none:${folder}` })).toBe(chromium);
  expect(findBrowser({ PATH: '' })).toBeUndefined();
});

it('takes what is named, and never another in its place', () => {
  expect(findBrowser({ PATH: '/none', STALLPROOF_BROWSER: chromium })).toBe(chromium);
  expect(findBrowser({ PATH: folder, STALLPROOF_BROWSER: '/none/chrome' })).toBeUndefined();
});
