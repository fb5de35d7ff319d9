import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { TurnWriter } from '../../src/node/turn-writer.js';

/** What is handed on, each time. */
function listening() {
  const handed: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      handed.push(chunk);
      done();
    },
    writev: (chunks, done) => {
      handed.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      done();
    },
  });
  return { handed, writer: new TurnWriter(stream) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('hands on together what is written in one turn, and by itself what comes later', async () => {
  const { handed, writer } = listening();
  writer.write('a');
  // Still the same turn: what promises do comes before anything else.
  await Promise.resolve().then(() => writer.write('b'));
  writer.write('c');
  expect(handed).toEqual([]);
  await turn();
  expect(handed).toEqual(['abc']);
  writer.write('d');
  await turn();
  expect(handed).toEqual(['abc', 'd']);
});

it('lets none of many wait for the last, and loses none', async () => {
  const { handed, writer } = listening();
  for (const letter of 'abcdefghij') writer.write(letter);
  expect(handed).toEqual(['abcd', 'efgh']);
  await turn();
  expect(handed).toEqual(['abcd', 'efgh', 'ij']);
});
