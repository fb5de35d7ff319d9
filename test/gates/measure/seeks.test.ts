import { expect, it } from 'vitest';
import { firstFrameMs } from '../../../src/gates/measure/seeks.js';

it.each([
  ['#tb 0: 1/25\n#media_type 0: video\n0,          2,          2,        1,  3110400, 0xfa615a37\n', 80],
  ['#tb 0: 1/48000\n0,        480,        480,     1024,     4096, 0x1\n', 10],
  ['#tb 0: 1/25\n#sar 0: 1/1\n', undefined],
  ['#tb 0: 1/25\n0,          0,          0,        1,        0, 0x0\n', undefined],
  ['', undefined],
])('reads the place of the first decoded frame', (framecrc, ms) => {
  expect(firstFrameMs(framecrc)).toBe(ms);
});
