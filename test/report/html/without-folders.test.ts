import { expect, it } from 'vitest';
import { withoutFolders } from '../../../src/report/html/without-folders.js';

it.each([
  ['/var/tmp/run-1/in.ts: No such file', '…/in.ts: No such file'],
  ["moving '/srv/a b/c.mp4'", "moving '…/a b/c.mp4'"],
  ['{run}/out/job.mp4', '{run}/out/job.mp4'],
  ['http://host/path/file.ts', 'http://host/path/file.ts'],
  ['stall/after-progress', 'stall/after-progress'],
  ['11/12 of /proc', '11/12 of /proc'],
])('says %s as %s', (given, shown) => {
  expect(withoutFolders(given)).toBe(shown);
});
