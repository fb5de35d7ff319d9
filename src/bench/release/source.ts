import { constants, openSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, Socket } from 'node:net';
import type { Writable } from 'node:stream';

/** Where ffmpeg gets its bytes from. What is fed before it has come waits for it. */
export class Source {
  /** Path or URL. */
  readonly input: string;
  #sink: Writable | undefined;
  #waiting: Uint8Array[] = [];
  #closed = false;
  readonly #close: () => void;

  private constructor(input: string, close: () => void) {
    this.input = input;
    this.#close = close;
  }

  /** A path at which there is nothing to feed. */
  static file(path: string): Source {
    return new Source(path, () => {});
  }

  static fifo(path: string): Source {
    // For reading too: it can then be opened before anybody reads, and nobody's death breaks it.
    const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const socket = new Socket({ fd, readable: false, writable: true });
    const source = new Source(path, () => socket.destroy());
    source.#connect(socket);
    return source;
  }

  static async server(kind: 'tcp' | 'http'): Promise<Source> {
    const server: Server = createServer();
    const sockets = new Set<Socket>();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const input = kind === 'tcp' ? `tcp://127.0.0.1:${port}` : `http://127.0.0.1:${port}/recording.ts`;
    const source = new Source(input, () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    server.on('connection', (socket) => {
      sockets.add(socket);
      if (kind === 'tcp') source.#connect(socket);
      // The head of the request comes in one piece; nothing in it matters.
      else socket.once('data', () => source.#connect(withHead(socket)));
    });
    return source;
  }

  feed(bytes: Uint8Array): void {
    if (this.#sink === undefined) this.#waiting.push(bytes);
    else if (!this.#closed) this.#sink.write(bytes);
  }

  close(): void {
    this.#closed = true;
    this.#close();
  }

  #connect(sink: Writable): void {
    sink.on('error', () => {});
    this.#sink = sink;
    for (const bytes of this.#waiting) sink.write(bytes);
    this.#waiting = [];
  }
}

function withHead(socket: Socket): Socket {
  socket.write('HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n');
  return socket;
}
