import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { writeSoon } from '../../src/node/write-soon.js';

it('hands on together what is written in one turn, in order, and by itself what comes later', async () => {
  const handed: string[][] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      handed.push([chunk]);
      done();
    },
    writev: (chunks, done) => {
      handed.push(chunks.map(({ chunk }) => String(chunk)));
      done();
    },
  });
  writeSoon(stream, 'a');
  // Still the same turn: what promises do comes before anything else.
  await Promise.resolve().then(() => writeSoon(stream, 'b'));
  writeSoon(stream, 'c');
  expect(handed).toEqual([]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(handed).toEqual([['a', 'b', 'c']]);
  writeSoon(stream, 'd');
  await new Promise((resolve) => setImmediate(resolve));
  expect(handed).toEqual([['a', 'b', 'c'], ['d']]);
});
