import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/gates/browser/find-browser.js';
import { openBrowser } from '../../src/gates/browser/proving-browser.js';
import { findTools } from '../../src/node/find-tools.js';
import { createNodeHost } from '../../src/node/host.js';

const executable = findBrowser(process.env);
const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-proof-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const H264 = 'video/mp4; codecs="avc1.640028"';

describe.skipIf(executable === undefined)('a real browser', () => {
  it('plays what is a film, seeks in it ten times, and gives up what is none', {
    timeout: 240_000,
  }, async () => {
    const { ffmpeg } = await findTools({ env: { ...process.env, PATH: '' } });
    const film = path.join(folder, 'film.mp4');
    const source = ['-f', 'lavfi', '-i', 'testsrc=duration=2:size=96x64:rate=25'];
    const coded = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
    execFileSync(ffmpeg.path, ['-v', 'error', ...source, ...coded, film]);
    const rubbish = path.join(folder, 'rubbish.mp4');
    writeFileSync(rubbish, 'this is no film');
    const browser = await openBrowser(createNodeHost(), executable ?? '', [H264, 'video/mp4; codecs="none"']);
    try {
      expect(browser.version).toMatch(/^Chromium \d+/);
      expect(browser.plays).toEqual({ [H264]: true, 'video/mp4; codecs="none"': false });
      const proof = await browser.prove(film, true);
      expect(proof).toMatchObject({ durationMs: 2_000, width: 96, height: 64 });
      expect(proof.error).toBeUndefined();
      expect(proof.seeks.filter(({ landedMs }) => landedMs !== undefined)).toHaveLength(10);
      expect(await browser.prove(rubbish, true)).toEqual({ error: expect.stringMatching(/./), seeks: [] });
    } finally {
      await browser.close();
    }
  });
});
