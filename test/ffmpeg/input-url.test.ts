import { expect, it } from 'vitest';
import { inputUrl } from '../../src/ffmpeg/input-url.js';

it.each([
  ['/rec/a.ts', 'file:/rec/a.ts'],
  ['-a.ts', 'file:-a.ts'],
  ['concat:a|b', 'file:concat:a|b'],
  ['file:a.ts', 'file:file:a.ts'],
  ['ftp://box/a.ts', 'file:ftp://box/a.ts'],
  ['http://box/a.ts', 'http://box/a.ts'],
  ['HTTPS://box/a.ts', 'HTTPS://box/a.ts'],
  ['tcp://127.0.0.1:9', 'tcp://127.0.0.1:9'],
])('%s is %s', (path, url) => {
  expect(inputUrl(path)).toBe(url);
});
