import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { FifoSource } from '../../../../src/harness/engines/ffmpeg/fifo-source.js';
import { createNodeClock } from '../../../../src/node/clock.js';

const SIZE_BYTES = 300_000;
const folder = mkdtempSync(join(tmpdir(), 'stallproof-fifo-'));
const file = join(folder, 'recording.ts');
writeFileSync(file, Buffer.alloc(SIZE_BYTES, 'recording'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const endings: (() => void)[] = [];
afterEach(() => {
  for (const end of endings.splice(0)) end();
});

let count = 0;

/** A reader of a FIFO, and the source that feeds it. */
function reader(feed: string, config: Record<string, unknown> = {}) {
  const fifo = join(folder, `fifo-${++count}`);
  execFileSync('mkfifo', [fifo]);
  const steps = [{ fault: feed, config: config as never }];
  const source = new FifoSource({ clock: createNodeClock(), file, steps, speed: 10, freeze: () => {} });
  source.onStarted(fifo);
  const timer = setInterval(() => source.look(), 3);
  const cat = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'ignore'] });
  let bytes = 0;
  cat.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  endings.push(() => {
    clearInterval(timer);
    source.stop();
    cat.kill('SIGKILL');
  });
  return { source, over: once(cat, 'close'), received: () => bytes };
}

describe('FifoSource', () => {
  it('feeds whoever opens the FIFO, and ends', async () => {
    const { over, received } = reader('send', { percent: 100 });
    await over;
    expect(received()).toBe(SIZE_BYTES);
  });

  it('holds the FIFO open where it hangs, until it is stopped', async () => {
    const hung = reader('hang');
    const race = await Promise.race([
      hung.over,
      new Promise((resolve) => setTimeout(resolve, 200, 'still open')),
    ]);
    expect(race).toBe('still open');
    hung.source.stop();
    await hung.over;
    expect(hung.received()).toBe(0);
  });

  it('leaves it unopened where it is absent', async () => {
    const absent = reader('absent');
    const race = await Promise.race([
      absent.over,
      new Promise((resolve) => setTimeout(resolve, 200, 'still open')),
    ]);
    expect(race).toBe('still open');
    absent.source.stop();
    const still = await Promise.race([
      absent.over,
      new Promise((resolve) => setTimeout(resolve, 50, 'still open')),
    ]);
    expect(still).toBe('still open');
  });
});
