import type { Page } from 'playwright-core';
import type { Host } from '../../host/host.js';
import { SEEK_PERCENTS, type Seek } from '../measure/seeks.js';
import { launchBrowser } from './launch.js';
import type { BrowserProof, ProvingBrowser } from './prove.js';
import { serveFiles } from './serve-file.js';

/** A browser that is open until it is closed, and its answers about codecs. */
export interface OpenBrowser extends ProvingBrowser {
  readonly plays: Readonly<Record<string, boolean>>;
  close(): Promise<void>;
}

/** A machine that is busy with ffmpeg lets a browser wait. */
const LOAD_LIMIT_MS = 60_000;
const SEEK_LIMIT_MS = 30_000;

const VIDEO = 'document.querySelector("video")';
/** HTMLMediaElement: 1 has its metadata, 2 has the frame of its place. */
const HAS_METADATA = `${VIDEO}.readyState >= 1`;
const HAS_FRAME = `!${VIDEO}.seeking && ${VIDEO}.readyState >= 2`;
const FAILED = `${VIDEO}.error !== null`;

/**
 * Opens Chromium, and a server that only it is told of.
 * @param types of media, in the words of RFC 6381, that it is asked about
 * @throws when the browser or playwright-core is not there
 */
export async function openBrowser(
  host: Host,
  executable: string,
  types: readonly string[],
): Promise<OpenBrowser> {
  const { chromium } = await import('playwright-core');
  const launched = await launchBrowser(host, executable);
  const server = await serveFiles();
  const close = async (): Promise<void> => {
    await server.close();
    await launched.close();
  };
  try {
    const browser = await chromium.connectOverCDP(launched.endpoint);
    const [context = await browser.newContext()] = browser.contexts();
    const page = await context.newPage();
    await page.goto(server.pageUrl);
    const asked = `${JSON.stringify(types)}.map((type) => [type, MediaSource.isTypeSupported(type)])`;
    const answers = await page.evaluate<readonly (readonly [string, boolean])[]>(asked);
    return {
      version: `Chromium ${browser.version()}`,
      plays: Object.fromEntries(answers),
      prove: (file, hasVideo) => prove(page, server.offer(file), hasVideo),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How far a file came before the browser gave it up is a matter of haste: then only the reason is told. */
async function prove(page: Page, url: string, hasVideo: boolean): Promise<BrowserProof> {
  await page.evaluate(`${VIDEO}.src = ${JSON.stringify(url)}; ${VIDEO}.load()`);
  if (!(await comes(page, HAS_METADATA, LOAD_LIMIT_MS))) return { error: await whyNot(page), seeks: [] };
  const { seconds, width, height } = await page.evaluate<{ seconds: number; width: number; height: number }>(
    `({ seconds: ${VIDEO}.duration, width: ${VIDEO}.videoWidth, height: ${VIDEO}.videoHeight })`,
  );
  const durationMs = Math.round(seconds * 1000);
  const facts = { durationMs, ...(hasVideo && { width, height }) };
  if (hasVideo && width === 0)
    return { ...facts, error: 'it plays the sound and shows no picture', seeks: [] };
  const seeks: Seek[] = [];
  for (const percent of SEEK_PERCENTS) {
    const atMs = Math.round((durationMs * percent) / 100);
    seeks.push(await seek(page, percent, atMs));
  }
  const gaveUp = await page.evaluate<boolean>(FAILED);
  return gaveUp ? { error: await whyNot(page), seeks: [] } : { ...facts, seeks };
}

async function seek(page: Page, percent: number, atMs: number): Promise<Seek> {
  await page.evaluate(`${VIDEO}.currentTime = ${atMs / 1000}`);
  if (!(await comes(page, HAS_FRAME, SEEK_LIMIT_MS))) return { percent, atMs };
  const seconds = await page.evaluate<number>(`${VIDEO}.currentTime`);
  return { percent, atMs, landedMs: Math.round(seconds * 1000 - atMs) };
}

/** Whether a condition comes true before the browser gives the file up and before the limit. */
async function comes(page: Page, condition: string, limitMs: number): Promise<boolean> {
  try {
    await page.waitForFunction(`(${condition}) || (${FAILED})`, undefined, { timeout: limitMs });
  } catch {
    return false;
  }
  return page.evaluate<boolean>(`!(${FAILED})`);
}

async function whyNot(page: Page): Promise<string> {
  const error = await page.evaluate<string>(`${VIDEO}.error?.message ?? "no metadata within the limit"`);
  return error.replace(/127\.0\.0\.1:\d+/g, 'localhost') || 'it gives no reason';
}
