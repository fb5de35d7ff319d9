import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { Feeder, type FeedOptions } from './feeder.js';
import type { Source } from './source.js';
import { streamSink } from './stream-sink.js';

const LOOPBACK = '127.0.0.1';

/** Serves the recording to whoever connects on this machine, over bare TCP. */
export async function serveTcp(feed: FeedOptions): Promise<Source> {
  const server = createServer({ allowHalfOpen: true });
  const source = new ServedSource(feed, server);
  server.on('connection', (socket: Socket) => source.serve(socket, socket));
  return source.open((port) => `tcp://${LOOPBACK}:${port}`);
}

/** The same over HTTP, as from a server that knows no ranges. */
export async function serveHttp(feed: FeedOptions): Promise<Source> {
  const server = createHttpServer();
  const source = new ServedSource(feed, server);
  server.on('request', ({ socket }, response) => {
    response.writeHead(200, {
      'Content-Type': 'video/mp2t',
      'Content-Length': statSync(feed.file).size,
      'Accept-Ranges': 'none',
      Connection: 'close',
    });
    // Headers come at once, whatever the feed does first.
    response.flushHeaders();
    source.serve(response, socket);
  });
  return source.open((port) => `http://${LOOPBACK}:${port}/recording.ts`);
}

class ServedSource implements Source {
  url = '';
  readonly #feed: FeedOptions;
  readonly #server: Server;
  readonly #feeders: Feeder[] = [];
  readonly #sockets = new Set<Socket>();

  constructor(feed: FeedOptions, server: Server) {
    this.#feed = feed;
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  async open(urlOf: (port: number) => string): Promise<Source> {
    this.#server.listen(0, LOOPBACK);
    await once(this.#server, 'listening');
    this.url = urlOf((this.#server.address() as AddressInfo).port);
    return this;
  }

  serve(stream: Writable, socket: Socket): void {
    const feeder = new Feeder(
      this.#feed,
      streamSink(stream, () => socket.resetAndDestroy()),
    );
    this.#feeders.push(feeder);
    // Without a reader the end of the other side would go unseen.
    socket.resume();
    void feeder.play();
  }

  onStarted(): void {}

  look(): void {}

  stop(): void {
    for (const feeder of this.#feeders) feeder.stop();
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
