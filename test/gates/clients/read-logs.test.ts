import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { countClients } from '../../../src/gates/clients/read-logs.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-logs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = (client: string, agent: string) =>
  `${client} - - [10/Oct/2025:13:55:36 -0700] "GET /a HTTP/1.1" 206 1 "-" "${agent}"`;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0';
const write = (name: string, content: string | Uint8Array) => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};

it('counts clients and requests, in plain and gzipped logs, whatever they are called', async () => {
  const plain = write(
    'access.log',
    [line('a', FIREFOX), line('a', FIREFOX), line('b', FIREFOX), 'rubbish'].join('\n'),
  );
  const zipped = write('access.log.1', gzipSync(`${line('a', FIREFOX)}\n${line('c', 'curl/8')}\n`));
  const counted = await countClients([plain, zipped]);
  expect(counted).toMatchObject({ requests: 5, unreadable: 1, overflowed: false });
  expect(counted.formats).toEqual({ common: 0, combined: 5, json: 0 });
  expect(counted.clients).toMatchObject({ Firefox: 2, bot: 1, Chrome: 0 });
  expect(counted.requestsByFamily).toMatchObject({ Firefox: 4, bot: 1 });
  expect(await countClients([zipped, plain])).toEqual(counted);
});

it('reads a line of any length with bounded memory', async () => {
  const counted = await countClients([write('long.log', `${'x'.repeat(300_000)}\n${line('a', FIREFOX)}\n`)]);
  expect(counted).toMatchObject({ requests: 1, unreadable: 1 });
});

it('does not take a torn archive for a short log', async () => {
  const torn = write('torn.gz', gzipSync(`${line('a', FIREFOX)}\n`.repeat(5_000)).subarray(0, 100));
  await expect(countClients([torn])).rejects.toThrow();
});
