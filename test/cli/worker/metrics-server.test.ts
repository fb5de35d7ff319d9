import { connect } from 'node:net';
import { Registry } from 'prom-client';
import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/usage-error.js';
import { type MetricsServer, serveMetrics } from '../../../src/cli/worker/metrics-server.js';
import { remuxMetrics } from '../../../src/supervisor/metrics.js';

const load = () => ({ inUse: 1, waiting: 3, capacity: 2 });

const opened: MetricsServer[] = [];

async function open(registry = remuxMetrics().registry, stop = new AbortController().signal, port = 0) {
  const server = await serveMetrics({ registry, load }, { port, host: '127.0.0.1', stop });
  opened.push(server);
  return server;
}

afterEach(() => {
  for (const server of opened.splice(0)) server.close();
});

describe('the metrics of a worker', () => {
  it('are served as Prometheus text by default', async () => {
    const { url } = await open();
    const response = await fetch(`${url}/metrics?a=b`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(await response.text()).toContain('\nxg2g_vod_remux_stalls_total{strategy="default"} 0\n');
  });

  it('are served as OpenMetrics where asked for, and as before to the next one', async () => {
    const { url } = await open();
    const accept = 'application/openmetrics-text; version=1.0.0';
    const response = await fetch(`${url}/metrics`, { headers: { accept } });
    expect(response.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    const text = await response.text();
    expect(text).toContain('# TYPE xg2g_vod_remux_stalls counter\n');
    expect(text).toContain('\nxg2g_vod_remux_stalls_total{strategy="default"} 0\n');
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain(
      '# TYPE xg2g_vod_remux_stalls_total counter\n',
    );
  });

  it('cost a scrape and no more when they cannot be collected', async () => {
    const registry = new Registry();
    registry.metrics = () => Promise.reject(new Error('a secret'));
    const { url } = await open(registry);
    const response = await fetch(`${url}/metrics`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('the health of a worker', () => {
  it('is told with its load, until it is asked to stop', async () => {
    const stop = new AbortController();
    const { url } = await open(undefined, stop.signal);
    const healthy = await fetch(`${url}/healthz`);
    expect(healthy.status).toBe(200);
    expect(await healthy.json()).toEqual({ status: 'ok', slots: 2, slotsInUse: 1, jobsWaiting: 3 });
    stop.abort();
    const stopping = await fetch(`${url}/healthz`);
    expect(stopping.status).toBe(503);
    expect(await stopping.json()).toMatchObject({ status: 'stopping' });
  });
});

describe('the server', () => {
  it('knows two pages, and only how to read them', async () => {
    const { url } = await open();
    expect((await fetch(`${url}/`)).status).toBe(404);
    expect((await fetch(`${url}/metrics/`)).status).toBe(404);
    const posted = await fetch(`${url}/metrics`, { method: 'POST', body: 'x'.repeat(1e5) });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('allow')).toBe('GET, HEAD');
    const head = await fetch(`${url}/metrics`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it('says what is wrong with an address that it cannot have', async () => {
    const { url } = await open();
    const port = Number(new URL(url).port);
    const taken = open(undefined, undefined, port);
    await expect(taken).rejects.toThrow(UsageError);
    await expect(taken).rejects.toThrow(`metrics cannot be served: 127.0.0.1 port ${port} is in use`);
    await expect(taken).rejects.toHaveProperty('hint', expect.stringContaining('--metrics-port'));
    const elsewhere = serveMetrics(
      { registry: remuxMetrics().registry, load },
      { port: 0, host: '192.0.2.1', stop: new AbortController().signal },
    );
    await expect(elsewhere).rejects.toThrow('192.0.2.1 port 0 is no address of this machine');
  });

  it('takes only so many clients that say nothing, and serves again when they are gone', async () => {
    const { url } = await open();
    const port = Number(new URL(url).port);
    const idlers = await Promise.all(
      Array.from(
        { length: 32 },
        () =>
          new Promise<ReturnType<typeof connect>>((resolve) => {
            const socket = connect(port, '127.0.0.1', () => resolve(socket));
            socket.on('error', () => {});
            socket.write('GET /metrics HTTP/1.1\r\n');
          }),
      ),
    );
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    await Promise.all(
      idlers.map((socket) => new Promise((resolve) => socket.once('close', resolve).destroy())),
    );
    await expect.poll(async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.status).toBe(200);
  });

  it('refuses a head without end', async () => {
    const { url } = await open();
    const headers = { 'x-long': 'x'.repeat(20_000) };
    expect((await fetch(`${url}/metrics`, { headers })).status).toBe(431);
  });

  it('is gone at once when it is closed, whoever is connected', async () => {
    const server = await open();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.on('error', () => {});
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    await fetch(`${server.url}/healthz`);
    server.close();
    await ended;
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  });
});
