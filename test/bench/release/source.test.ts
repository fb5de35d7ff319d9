import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Source } from '../../../src/bench/release/source.js';
import { tempFolder } from '../../cli/temp-folder.js';

const folder = tempFolder();

/** What arrives, up to so many bytes. */
function arrives(stream: Readable, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('error', reject);
    stream.on('data', (chunk) => {
      text += chunk;
      if (text.length >= bytes) resolve(text);
    });
  });
}

describe('a source', () => {
  it('keeps what is fed until somebody connects, and says no more unless it is fed', async () => {
    const source = await Source.server('tcp');
    source.feed(Buffer.from('before '));
    const { hostname, port } = new URL(source.input);
    const socket = connect(Number(port), hostname);
    expect(await arrives(socket, 7)).toBe('before ');
    source.feed(Buffer.from('after'));
    expect(await arrives(socket, 5)).toBe('after');
    source.close();
    socket.destroy();
  });

  it('speaks enough HTTP', async () => {
    const source = await Source.server('http');
    source.feed(Buffer.from('media'));
    const response = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
      get(source.input, resolve).on('error', reject);
    });
    expect(response.statusCode).toBe(200);
    expect(await arrives(response, 5)).toBe('media');
    response.destroy();
    source.close();
  });

  it('can be a FIFO that nobody has opened yet', async () => {
    const path = folder.in('fifo');
    execFileSync('mkfifo', [path]);
    const source = Source.fifo(path);
    expect(source.input).toBe(path);
    source.feed(Buffer.from('media'));
    const reader = createReadStream(path, { highWaterMark: 5 });
    expect(await arrives(reader, 5)).toBe('media');
    reader.destroy();
    source.close();
  });
});
