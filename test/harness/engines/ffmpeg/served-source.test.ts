import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { FeedOptions } from '../../../../src/harness/engines/ffmpeg/feeder.js';
import { serveHttp, serveTcp } from '../../../../src/harness/engines/ffmpeg/served-source.js';
import type { Source } from '../../../../src/harness/engines/ffmpeg/source.js';
import { createNodeClock } from '../../../../src/node/clock.js';

const SIZE_BYTES = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'stallproof-served-'));
const file = join(folder, 'recording.ts');
writeFileSync(file, Buffer.alloc(SIZE_BYTES, 'recording'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sources: Source[] = [];
afterEach(() => {
  for (const source of sources.splice(0)) source.stop();
});

function feed(...faults: [string, Record<string, unknown>?][]): FeedOptions {
  const steps = faults.map(([fault, config = {}]) => ({ fault, config: config as never }));
  return { clock: createNodeClock(), file, steps, speed: 10, freeze: () => {} };
}

/** What a reader gets until the connection ends. */
function read(url: string): Promise<{ bytes: number; end: string; length?: string | undefined }> {
  return new Promise((resolve) => {
    let bytes = 0;
    const count = (chunk: Buffer): void => {
      bytes += chunk.length;
    };
    if (url.startsWith('tcp:')) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('data', count);
      socket.on('end', () => resolve({ bytes, end: 'end' }));
      socket.on('error', (error: NodeJS.ErrnoException) => resolve({ bytes, end: error.code ?? '' }));
      return;
    }
    const request = get(url, (response) => {
      const length = response.headers['content-length'];
      response.on('data', count);
      response.on('end', () => resolve({ bytes, end: 'end', length }));
      response.on('error', (error: NodeJS.ErrnoException) =>
        resolve({ bytes, end: error.code ?? '', length }),
      );
    });
    request.on('error', () => {});
  });
}

async function opened(source: Promise<Source>): Promise<string> {
  const open = await source;
  sources.push(open);
  return open.url;
}

describe.each([
  ['tcp', serveTcp],
  ['http', serveHttp],
] as const)('a recording served over %s', (protocol, serve) => {
  it('comes whole, as often as somebody connects', async () => {
    const url = await opened(serve(feed()));
    expect(url).toMatch(new RegExp(`^${protocol}://127\\.0\\.0\\.1:\\d+`));
    for (let time = 1; time <= 2; time++)
      expect(await read(url)).toMatchObject({ bytes: SIZE_BYTES, end: 'end' });
  });

  it('ends early where it is closed, and breaks off where it is reset', async () => {
    const half = ['send', { percent: 50 }] as [string, Record<string, unknown>];
    const closed = await read(await opened(serve(feed(half, ['close']))));
    expect(closed.bytes).toBe(SIZE_BYTES / 2);
    // HTTP promised more.
    if (protocol === 'http') expect(closed).toMatchObject({ end: 'ECONNRESET', length: String(SIZE_BYTES) });
    const reset = await read(await opened(serve(feed(half, ['wait', { for: 2_000 }], ['reset']))));
    expect(reset).toMatchObject({ bytes: SIZE_BYTES / 2, end: 'ECONNRESET' });
  });

  it('stands still where it hangs, and is gone when it is stopped', async () => {
    const url = await opened(serve(feed(['send', { percent: 50 }], ['hang'])));
    let over = false;
    const reader = read(url).then((result) => {
      over = true;
      return result;
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(over).toBe(false);
    for (const source of sources) source.stop();
    expect((await reader).bytes).toBe(SIZE_BYTES / 2);
  });
});
