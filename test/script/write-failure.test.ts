import { expect, it } from 'vitest';
import { classifyStderr } from '../../src/ffmpeg/classify-stderr.js';
import { writeFailure } from '../../src/script/write-failure.js';
import { textOf } from './recorder.js';

it.each([
  ['ENOSPC', true, 'no-space'],
  ['EIO', true, 'io-error'],
  ['ENOENT', false, 'no-such-file'],
])('says of %s what ffmpeg says, and exits with 1', (code, begun, id) => {
  const ops = [...writeFailure({ path: '/out/a.mp4', begun, code })];
  expect(ops.at(-1)).toEqual({ op: 'exit', code: 1 });
  expect(classifyStderr(textOf(ops, 'stderr'))?.id).toBe(id);
});
