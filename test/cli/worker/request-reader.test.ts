import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MAX_REQUEST_BYTES, RequestReader } from '../../../src/cli/worker/request-reader.js';

const never = new AbortController().signal;

describe('the reader of requests', () => {
  it('numbers lines, delivers the last one without an end, and marks what is too long', async () => {
    const seen: [string, number, boolean][] = [];
    const stdin = new PassThrough();
    stdin.end(`one\n\ntwo\n${'x'.repeat(MAX_REQUEST_BYTES + 5)}\nlast`);
    const reader = new RequestReader(stdin, (line, number, truncated) =>
      seen.push([line.slice(0, 4), number, truncated]),
    );
    await reader.read(never, async () => {});
    expect(seen).toEqual([
      ['one', 1, false],
      ['two', 2, false],
      ['xxxx', 3, true],
      ['last', 4, false],
    ]);
  });

  it('reads no more while there is no room', async () => {
    let makeRoom = (): void => {};
    const room = new Promise<void>((resolve) => {
      makeRoom = resolve;
    });
    const seen: string[] = [];
    const stdin = new PassThrough();
    const reading = new RequestReader(stdin, (line) => seen.push(line)).read(never, () => room);
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    stdin.write('one\n');
    await turn();
    stdin.end('two\n');
    await turn();
    expect(seen).toEqual(['one']);
    makeRoom();
    await reading;
    expect(seen).toEqual(['one', 'two']);
  });

  it('gives up at once when stopped, with nothing thrown', async () => {
    const stopper = new AbortController();
    const reading = new RequestReader(new PassThrough(), () => {}).read(stopper.signal, async () => {});
    stopper.abort();
    await expect(reading).resolves.toBeUndefined();
  });

  it('does not take a broken pipe for the end', async () => {
    const stdin = new PassThrough();
    const reading = new RequestReader(stdin, () => {}).read(never, async () => {});
    stdin.destroy(new Error('EIO'));
    await expect(reading).rejects.toThrow('EIO');
  });
});
