import { createReadStream, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A web server for one file at a time, on this machine only. */
export interface FileServer {
  /** Of a page with a `<video>`. */
  readonly pageUrl: string;
  /** Serves this file from now on. @returns its URL, new for every file so that nothing is cached */
  offer(file: string): string;
  close(): Promise<void>;
}

const PAGE = '<!doctype html><meta charset="utf-8"><title>gates</title><video muted preload="auto"></video>';

/** Starts a server on the loopback address that answers requests for ranges, as a seeking browser makes them. */
export async function serveFiles(): Promise<FileServer> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => answer(files, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let offered = 0;
  return {
    pageUrl: `${origin}/`,
    offer: (file) => {
      files.clear();
      offered += 1;
      files.set(`/${offered}.mp4`, file);
      return `${origin}/${offered}.mp4`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(
  files: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.url === '/') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    return;
  }
  const file = files.get(request.url ?? '');
  const sizeBytes = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.size;
  if (file === undefined || sizeBytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  const range = readRange(request.headers.range, sizeBytes);
  if (range === undefined) {
    response.writeHead(416, { 'content-range': `bytes */${sizeBytes}` }).end();
    return;
  }
  const { start, end, partial } = range;
  response.writeHead(partial ? 206 : 200, {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'content-length': end - start + 1,
    ...(partial && { 'content-range': `bytes ${start}-${end}/${sizeBytes}` }),
  });
  const stream = createReadStream(file, { start, end });
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  stream.pipe(response);
}

interface Range {
  readonly start: number;
  /** The last byte that is sent. */
  readonly end: number;
  readonly partial: boolean;
}

/** Reads `bytes=100-`, `bytes=0-99` and `bytes=-100`. @returns undefined for what the file does not have */
export function readRange(header: string | undefined, sizeBytes: number): Range | undefined {
  if (header === undefined) return { start: 0, end: sizeBytes - 1, partial: false };
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  return start <= end && start < sizeBytes ? { start, end, partial: true } : undefined;
}
