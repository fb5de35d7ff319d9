import { expect, it } from 'vitest';
import { cutUp, progressText } from '../../../src/bench/parts/progress-text.js';
import { ProgressParser } from '../../../src/ffmpeg/progress-parser.js';

it.each([65_536, 7, 'update'] as const)('loses nothing when it is cut by %s', (chunking) => {
  const text = progressText(50);
  const chunks = cutUp(text.blocks, text.blockBytes, chunking);
  expect(Buffer.concat(chunks).equals(text.blocks)).toBe(true);
  const seenUs: (number | undefined)[] = [];
  const parser = new ProgressParser(({ outTimeUs }) => seenUs.push(outTimeUs));
  for (const chunk of chunks) parser.push(chunk);
  expect(seenUs).toHaveLength(50);
  expect(seenUs.at(-1)).toBe(text.lastOutTimeUs);
  if (chunking === 'update') expect(chunks).toHaveLength(50);
});

it('has one line of statistics for each block', () => {
  const text = progressText(10);
  expect(Buffer.from(text.stats).toString().split('\r')).toHaveLength(11);
  expect(cutUp(text.stats, text.statsBytes, 'update')).toHaveLength(10);
});
