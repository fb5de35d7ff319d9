import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LineSplitter } from '../../base/line-splitter.js';
import type { Host } from '../../host/host.js';
import { superviseProcess } from '../../supervisor/supervised-process.js';

/** A running browser. */
export interface LaunchedBrowser {
  /** Where it takes orders, as DevTools speak. */
  readonly endpoint: string;
  /** Ends its whole tree. */
  close(): Promise<void>;
}

const START_LIMIT_MS = 60_000;
const LISTENING = /DevTools listening on (ws:\/\/127\.0\.0\.1:\S+)/;

/**
 * Starts Chromium without a window, under the same supervision as ffmpeg: whatever becomes of this process, none of its
 * many processes outlives it.
 * @throws when it does not start listening
 */
export async function launchBrowser(host: Host, executable: string): Promise<LaunchedBrowser> {
  const profile = mkdtempSync(path.join(tmpdir(), 'stallproof-browser-'));
  let heard: (endpoint: string | undefined) => void = () => {};
  const endpoint = new Promise<string | undefined>((resolve) => {
    heard = resolve;
  });
  const lines = new LineSplitter(4096, (line) => {
    const found = LISTENING.exec(line)?.[1];
    if (found !== undefined) heard(found);
  });
  const process = superviseProcess(
    host,
    { file: executable, args: argumentsFor(profile) },
    {
      onStdout: () => {},
      onStderr: (bytes) => lines.push(bytes),
      onExit: () => heard(undefined),
      // It writes to nothing but its own profile.
      onUnkillable: () => {},
    },
  );
  const cancelLimit = host.clock.schedule(START_LIMIT_MS, () => heard(undefined));
  const close = async (): Promise<void> => {
    process.stop('cancelled', 'kill');
    await process.ended;
    rmSync(profile, { recursive: true, force: true });
  };
  const found = await endpoint;
  cancelLimit();
  if (found !== undefined) return { endpoint: found, close };
  await close();
  throw new Error('the browser did not start');
}

function argumentsFor(profile: string): string[] {
  return [
    ...['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--no-first-run'],
    ...['--no-default-browser-check', '--disable-extensions', '--disable-background-networking'],
    ...[
      '--disable-component-update',
      '--disable-sync',
      '--mute-audio',
      '--disable-dev-shm-usage',
      '--disable-gpu',
    ],
    ...['--autoplay-policy=no-user-gesture-required'],
    // Chromium's own sandbox refuses to run for root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ];
}
