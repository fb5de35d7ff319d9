import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Registry } from 'prom-client';
import { openMetrics } from '../../supervisor/metrics-openmetrics.js';
import type { Supervisor } from '../../supervisor/supervisor.js';
import { UsageError } from '../usage-error.js';
import { prefersOpenMetrics } from './prefers-openmetrics.js';

export interface MetricsServerOptions {
  /** 0 lets the system choose one. */
  readonly port: number;
  /** An address or a name of this machine. */
  readonly host: string;
  /** Aborted when the worker is to end: from then on it is no longer healthy. */
  readonly stop: AbortSignal;
}

export interface MetricsServer {
  /** Such as `http://127.0.0.1:9400`. */
  readonly url: string;
  /** Ends at once whatever is being answered. */
  close(): void;
}

type Source = Pick<Supervisor, 'registry' | 'load'>;

/** Scrapers are few; more than this at once are mistaken or hostile. */
const MAX_CONNECTIONS = 32;

/** A request is one line and a few headers; who needs longer for it is cut off. Machine durations, all of them. */
const REQUEST_MS = 5_000;
const LOOK_EACH_MS = 1_000;
const MAX_HEAD_BYTES = 8_192;

/** A connection on which nothing moves is closed, be it between two scrapes or in the middle of an answer. */
const IDLE_MS = 120_000;

const LIMITS = {
  maxHeaderSize: MAX_HEAD_BYTES,
  headersTimeout: REQUEST_MS,
  requestTimeout: REQUEST_MS,
  keepAliveTimeout: IDLE_MS,
  connectionsCheckingInterval: LOOK_EACH_MS,
};

/**
 * Serves `/metrics` (Prometheus text, or OpenMetrics where it is preferred) and `/healthz`. It never keeps the process
 * alive, and nothing that a client does reaches further than its own connection.
 * @throws UsageError when that address cannot be had
 */
export async function serveMetrics(source: Source, options: MetricsServerOptions): Promise<MetricsServer> {
  const server = createServer(LIMITS, (request, response) => {
    void answer(source, options.stop, request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.setTimeout(IDLE_MS, (socket) => socket.destroy());
  await listening(server, options);
  server.unref();
  // What goes wrong later, such as too many open files, costs a scrape and no job.
  server.on('error', () => {});
  server.on('connection', (socket) => socket.unref());
  return {
    url: urlOf(server.address() as AddressInfo),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listening(server: Server, { port, host }: MetricsServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(unavailable(error, host, port)));
    server.listen({ port, host, backlog: MAX_CONNECTIONS }, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

const REASONS: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  ['EADDRINUSE', ['is in use', 'Choose another --metrics-port, or 0 for any that is free.']],
  ['EACCES', ['may not be used by this user', 'Choose a --metrics-port from 1024 on.']],
  ['EADDRNOTAVAIL', ['is no address of this machine', 'Choose another --metrics-host.']],
  ['ENOTFOUND', ['is a name that nobody knows', 'Choose another --metrics-host.']],
]);

function unavailable({ code = '', message }: NodeJS.ErrnoException, host: string, port: number): UsageError {
  const [why, hint] = REASONS.get(code) ?? [
    `cannot be used: ${message}`,
    'Choose another --metrics-port or --metrics-host.',
  ];
  return new UsageError(`metrics cannot be served: ${host} port ${port} ${why}`, hint);
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

async function answer(
  source: Source,
  stop: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    // The body of what is not wanted is not read either.
    response.setHeader('Connection', 'close');
    response.setHeader('Allow', 'GET, HEAD');
    send(response, 405, PLAIN, 'only GET and HEAD\n');
    return;
  }
  const [path] = url.split('?', 1);
  if (path === '/metrics') await sendMetrics(source.registry, request, response);
  else if (path === '/healthz') sendHealth(source, stop, response);
  else send(response, 404, PLAIN, 'here are /metrics and /healthz\n');
}

const PLAIN = 'text/plain; charset=utf-8';

async function sendMetrics(
  registry: Registry,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Vary', 'Accept');
  try {
    if (prefersOpenMetrics(request.headers.accept)) {
      send(response, 200, Registry.OPENMETRICS_CONTENT_TYPE, await openMetrics(registry));
    } else {
      send(response, 200, Registry.PROMETHEUS_CONTENT_TYPE, await registry.metrics());
    }
  } catch {
    send(response, 500, PLAIN, 'the metrics could not be collected\n');
  }
}

/** Whoever gets an answer knows that this process is not stuck; once it is to end, it wants no more work. */
function sendHealth(source: Source, stop: AbortSignal, response: ServerResponse): void {
  const { capacity, inUse, waiting } = source.load();
  const status = stop.aborted ? 'stopping' : 'ok';
  const body = JSON.stringify({ status, slots: capacity, slotsInUse: inUse, jobsWaiting: waiting });
  response.setHeader('Cache-Control', 'no-store');
  send(response, stop.aborted ? 503 : 200, 'application/json', `${body}\n`);
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
