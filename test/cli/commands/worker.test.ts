import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import { type MemoryIo, memoryIo } from '../memory-io.js';

/** Where ffmpeg is looked for; the packaged one is taken where there is none. */
const ENV = { PATH: process.env.PATH ?? '' };

let neighbour: Server | undefined;

afterEach(() => neighbour?.close());

function start(io: MemoryIo, ...options: readonly string[]): Promise<number> {
  return runProgram(['worker', ...options], io);
}

/** What the worker logs, as far as it is there. */
function logged(io: MemoryIo): Record<string, unknown>[] {
  return io.stderr.lines.map((line) => JSON.parse(line));
}

describe('a worker that serves its metrics', () => {
  it('says where, does so on loopback, and stops with its last job', async () => {
    const io = memoryIo(ENV);
    const working = start(io, '--metrics-port', '0', '--slots', '3');
    await expect.poll(() => logged(io)[0]?.msg).toBe('metrics are served');
    const url = String(logged(io)[0]?.url);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/);
    expect(await (await fetch(url)).text()).toContain('\nxg2g_vod_remux_slots 3\n');
    io.stdin.end();
    expect(await working).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('does not begin where its port is taken', async () => {
    const server = createServer();
    neighbour = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const io = memoryIo(ENV);
    expect(await start(io, '--metrics-port', String(port))).toBe(4);
    expect(io.stderr.text).toContain(`127.0.0.1 port ${port} is in use\n  Choose another --metrics-port`);
    expect(io.stdout.text).toBe('');
  });

  it.each([
    [['--metrics-port', '-1'], 'Write a whole number from 0 to 65535'],
    [['--metrics-port', '65536'], 'Write a whole number from 0 to 65535'],
    [['--metrics-port', '9400x'], 'Write a whole number from 0 to 65535'],
    [['--metrics-host', '::1'], '--metrics-host is of no use without --metrics-port'],
  ])('takes no %j', async (options, why) => {
    const io = memoryIo(ENV);
    expect(await start(io, ...options)).toBe(4);
    expect(io.stderr.text).toContain(why);
  });
});

describe('a worker on record', () => {
  it('does not begin without its folder', async () => {
    const io = memoryIo(ENV);
    expect(await start(io, '--record', '/no/such/folder')).toBe(4);
    expect(io.stderr.text).toContain('there is no folder /no/such/folder for --record');
  });

  it('leaves nothing where nothing ran, and says nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stallproof-traces-'));
    try {
      const io = memoryIo(ENV);
      const working = start(io, '--record', folder);
      io.stdin.end('{"input":"/no/such.ts","output":"/no/such.mp4"}\n');
      expect(await working).toBe(1);
      expect(readdirSync(folder)).toEqual([]);
      expect(io.stderr.text).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
