import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { LineSplitter } from '../../base/line-splitter.js';
import { type LogFormat, readRequest } from './access-log.js';
import { FAMILIES, type Family, familyOf } from './browser-family.js';

/** Who asks, by the access logs of a server. */
export interface ClientCount {
  /** Lines that were read as requests, and those that were not. */
  readonly requests: number;
  readonly unreadable: number;
  readonly formats: Readonly<Record<LogFormat, number>>;
  /** Different clients, a client being an address with a user agent. */
  readonly clients: Readonly<Record<Family, number>>;
  readonly requestsByFamily: Readonly<Record<Family, number>>;
  /** More clients came than are told apart: their numbers are too low. */
  readonly overflowed: boolean;
}

const MAX_LINE_BYTES = 64 * 1024;
const MOST_CLIENTS = 500_000;
const MOST_AGENTS = 100_000;

/** Reads access logs, gzipped or not, in any order and any mixture of formats. Memory is bounded. */
export async function countClients(files: readonly string[]): Promise<ClientCount> {
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  const formats = { common: 0, combined: 0, json: 0 };
  const clients = zeroes();
  const requestsByFamily = zeroes();
  let [requests, unreadable, overflowed] = [0, 0, false];
  const family = (userAgent: string): Family => {
    const known = families.get(userAgent) ?? familyOf(userAgent);
    if (families.size < MOST_AGENTS) families.set(userAgent, known);
    return known;
  };
  const onLine = (line: string): void => {
    const request = readRequest(line);
    if (request === undefined) {
      unreadable += 1;
      return;
    }
    requests += 1;
    formats[request.format] += 1;
    const whose = family(request.userAgent);
    requestsByFamily[whose] += 1;
    const client = `${request.client} ${request.userAgent}`;
    if (seen.has(client)) return;
    if (seen.size >= MOST_CLIENTS) {
      overflowed = true;
      return;
    }
    seen.add(client);
    clients[whose] += 1;
  };
  for (const file of files) await readLines(file, onLine);
  return { requests, unreadable, formats, clients, requestsByFamily, overflowed };
}

async function readLines(file: string, onLine: (line: string) => void): Promise<void> {
  const lines = new LineSplitter(MAX_LINE_BYTES, onLine);
  const raw = createReadStream(file);
  const gzipped = await isGzip(file);
  const source = gzipped ? raw.pipe(createGunzip()) : raw;
  if (gzipped) raw.on('error', (error) => source.destroy(error));
  for await (const chunk of source) lines.push(chunk as Uint8Array);
  lines.end();
}

/** By its first bytes: rotated logs are called anything. */
async function isGzip(file: string): Promise<boolean> {
  for await (const chunk of createReadStream(file, { start: 0, end: 1 })) {
    return (chunk as Buffer).length === 2 && chunk[0] === 0x1f && chunk[1] === 0x8b;
  }
  return false;
}

function zeroes(): Record<Family, number> {
  return Object.fromEntries(FAMILIES.map((name) => [name, 0])) as Record<Family, number>;
}
