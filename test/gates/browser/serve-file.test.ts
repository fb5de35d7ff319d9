import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readRange, serveFiles } from '../../../src/gates/browser/serve-file.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-serve-'));
const file = path.join(folder, 'a.mp4');
writeFileSync(file, '0123456789');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  [undefined, { start: 0, end: 9, partial: false }],
  ['bytes=2-5', { start: 2, end: 5, partial: true }],
  ['bytes=4-', { start: 4, end: 9, partial: true }],
  ['bytes=-3', { start: 7, end: 9, partial: true }],
  ['bytes=0-99', { start: 0, end: 9, partial: true }],
  ['bytes=10-', undefined],
  ['bytes=5-2', undefined],
  ['bytes=-', undefined],
  ['lines=1-2', undefined],
])('reads the range %s', (header, range) => {
  expect(readRange(header, 10)).toEqual(range);
});

describe('the server', () => {
  it('answers ranges of the file that is offered, and knows no other', async () => {
    const server = await serveFiles();
    try {
      const url = server.offer(file);
      const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
      expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
        ...[206, 'bytes 2-4/10', '234'],
      ]);
      expect(await (await fetch(url)).text()).toBe('0123456789');
      expect((await fetch(url, { headers: { range: 'bytes=50-' } })).status).toBe(416);
      expect((await fetch(new URL('/etc/passwd', url))).status).toBe(404);
      expect(await (await fetch(server.pageUrl)).text()).toContain('<video');
      const next = server.offer(path.join(folder, 'gone.mp4'));
      expect([(await fetch(next)).status, (await fetch(url)).status]).toEqual([404, 404]);
    } finally {
      await server.close();
    }
  });
});
