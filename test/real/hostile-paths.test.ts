import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownIdentity } from '../../src/node/process-identity.js';
import { CORPUS, HAS_CORPUS, RealRemux } from './supervised-remux.js';

const RECORDING = join(CORPUS, 'hls-h264-ac3-sd.ts');

const NAMES = [
  '-i -y.ts',
  '%d %s 100%.ts',
  `'"\`$(id)\\.ts`,
  'one\ntwo\r\u001b[2J.ts',
  '..\\..|concat:a|tcp:..ts',
  'http:x.ts',
  ' leading and trailing ',
];

let real: RealRemux | undefined;

describe.skipIf(!HAS_CORPUS).each(['on PATH', 'packaged'] as const)(
  'hostile paths, with the ffmpeg %s',
  (which) => {
    beforeEach(async (context) => {
      real = await RealRemux.withTools(which);
      if (real === undefined) context.skip('not on this machine');
    });
    afterEach(() => real?.remove());

    describe('in names', names);
    describe('in contents', contents);
    describe('by links', links);
  },
);

function names(): void {
  it.each(NAMES)('takes %j for a name of a recording and of an output', { timeout: 60_000 }, async (name) => {
    if (real === undefined) return;
    mkdirSync(real.at('rec'));
    copyFileSync(RECORDING, real.at(`rec/${name}`));
    const outcome = await real.remux({ input: real.at(`rec/${name}`), output: real.at(`${name}.mp4`) });
    expect(outcome).toMatchObject({ kind: 'published', strategy: 'default', durationChecked: true });
    expect(real.names()).toEqual([`${name}.mp4`, `${name}.mp4.meta.json`, 'rec'].sort());
  });

  it('does not begin a job that would lose the recording', async () => {
    if (real === undefined) return;
    copyFileSync(RECORDING, real.at('film.mp4.err.log'));
    const job = { input: real.at('film.mp4.err.log'), output: real.at('film.mp4') };
    expect(await real.remux(job)).toMatchObject({ kind: 'refused', attempts: [] });
    expect(lstatSync(job.input).size).toBe(lstatSync(RECORDING).size);
    expect(real.names()).toEqual(['film.mp4.err.log']);
  });
}

function contents(): void {
  it.each([
    ['an HLS playlist', `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:${RECORDING}\n#EXT-X-ENDLIST\n`],
    ['a concat list', `ffconcat version 1.0\nfile '${RECORDING}'\n`],
    ['a DASH manifest', '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period/></MPD>'],
    ['an SDP of a network stream', 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n'],
  ])(
    'refuses a recording that is really %s, and opens nothing it names',
    { timeout: 60_000 },
    async (_, text) => {
      if (real === undefined) return;
      writeFileSync(real.at('film.ts'), text);
      const outcome = await real.remux({ input: real.at('film.ts'), output: real.at('film.mp4') });
      expect(outcome.kind).toBe('refused');
      expect(outcome.attempts).toEqual([]);
      expect(real.names()).toEqual(['film.mp4.err.log', 'film.ts']);
    },
  );
}

function links(): void {
  it('replaces the one of the output and of the metadata', { timeout: 60_000 }, async () => {
    if (real === undefined) return;
    const output = planted('film.mp4');
    symlinkSync(real.at('precious'), real.at('film.mp4.meta.json'));
    expect(await real.remux({ input: RECORDING, output })).toMatchObject({ kind: 'published' });
    expect(lstatSync(output).isFile()).toBe(true);
    expect(lstatSync(`${output}.meta.json`).isFile()).toBe(true);
    expect(precious()).toBe('keep me\n');
  });

  it('replaces the one of the error log', async () => {
    if (real === undefined) return;
    const errorLog = planted('film.mp4.err.log');
    const outcome = await real.remux({ input: real.at('nothing.ts'), output: real.at('film.mp4') });
    expect(outcome.kind).toBe('refused');
    expect(lstatSync(errorLog).isFile()).toBe(true);
    expect(precious()).toBe('keep me\n');
  });

  it('is turned away by one of the lock, however tempting', async () => {
    if (real === undefined) return;
    const dead = { v: 1, token: 'dead', owner: { ...ownIdentity(), pid: 1, startTime: '1' }, jobId: 'x' };
    const lock = planted('film.mp4.lock', JSON.stringify({ ...dead, since: '' }));
    const outcome = await real.remux({ input: RECORDING, output: real.at('film.mp4') });
    expect(outcome).toMatchObject({
      kind: 'busy',
      cause: { message: expect.stringContaining('a symbolic link') },
    });
    expect(readlinkSync(lock)).toBe(real.at('precious'));
    expect(real.names()).toEqual(['film.mp4.lock', 'precious']);
  });

  it('is turned away by a FIFO of the lock, at once', { timeout: 10_000 }, async () => {
    if (real === undefined) return;
    execFileSync('mkfifo', [real.at('film.mp4.lock')]);
    const outcome = await real.remux({ input: RECORDING, output: real.at('film.mp4') });
    expect(outcome.kind).toBe('busy');
  });
}

/** A link of that name to a file that must stay as it is. */
function planted(name: string, text = 'keep me\n'): string {
  const path = real?.at(name) ?? '';
  writeFileSync(real?.at('precious') ?? '', text);
  symlinkSync(real?.at('precious') ?? '', path);
  return path;
}

function precious(): string {
  return readFileSync(real?.at('precious') ?? '', 'utf8');
}
