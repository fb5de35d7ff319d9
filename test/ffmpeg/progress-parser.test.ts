import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressParser, type ProgressSnapshot } from '../../src/ffmpeg/progress-parser.js';
import { referenceSnapshots } from './reference-progress.js';

function parse(...chunks: (string | Uint8Array)[]): ProgressSnapshot[] {
  return feed(chunks).snapshots;
}

function feed(chunks: readonly (string | Uint8Array)[]): { snapshots: ProgressSnapshot[]; dropped: number } {
  const snapshots: ProgressSnapshot[] = [];
  const parser = new ProgressParser((snapshot) => snapshots.push(snapshot));
  for (const chunk of chunks) parser.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk);
  return { snapshots, dropped: parser.droppedBytes };
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

const BLOCK = [
  ...['frame=401', 'fps=81.92', 'stream_0_0_q=-1.0', 'bitrate=2155.0kbits/s', 'total_size=4456496'],
  ...['out_time_us=16544063', 'out_time_ms=16544063', 'out_time=00:00:16.544063', 'dup_frames=0'],
  ...['drop_frames=0', 'speed=3.38x', 'progress=continue', ''],
].join('\n');

const READ = { frame: 401, totalSizeBytes: 4456496, outTimeUs: 16544063, speed: 3.38, end: false };

describe('a block', () => {
  it('is told at its progress line, not before', () => {
    expect(parse(BLOCK.slice(0, -1))).toEqual([]);
    expect(parse(BLOCK)).toEqual([READ]);
    expect(parse(BLOCK.replace('continue', 'end'))).toEqual([{ ...READ, end: true }]);
  });

  it('may end its lines in any of three ways', () => {
    expect(parse(BLOCK.replaceAll('\n', '\r\n'))).toEqual([READ]);
    expect(parse(BLOCK.replaceAll('\n', '\r'))).toEqual([READ]);
  });

  it.each(['progress=maybe', 'progress=', 'progress=ended', 'progress=continue end'])(
    'is not ended by %s',
    (line) => {
      expect(parse(BLOCK.replace('progress=continue', `${line}\nprogress=continue`))).toEqual([READ]);
      expect(parse(`${line}\n`)).toEqual([]);
    },
  );

  it('hands no value on to the next one', () => {
    expect(parse(BLOCK, 'progress=continue\n')).toEqual([READ, { end: false }]);
  });

  it('reads the same however it is cut', () => {
    const bytes = Buffer.from(BLOCK.repeat(2));
    for (let place = 0; place <= bytes.length; place++) {
      expect(parse(bytes.subarray(0, place), bytes.subarray(place))).toEqual([READ, READ]);
    }
    expect(parse(...cut(bytes, [...bytes.keys()]))).toEqual([READ, READ]);
  });
});

describe('a value', () => {
  const one = (line: string) => parse(`${line}\nprogress=continue\n`)[0];

  it.each([
    ['frame=  12', { frame: 12 }],
    ['total_size=    44', { totalSizeBytes: 44 }],
    ['total_size=9007199254740991', { totalSizeBytes: 9007199254740991 }],
    ['out_time_us=-23220', { outTimeUs: -23220 }],
    ['out_time_ms=1500', { outTimeUs: 1500 }],
    ['out_time=00:01:02.500000', { outTimeUs: 62_500_000 }],
    ['out_time=-00:00:00.023220', { outTimeUs: -23220 }],
    ['out_time=123:00:00.5', { outTimeUs: 442_800_500_000 }],
    ['speed= 296x', { speed: 296 }],
    ['speed=0.988x', { speed: 0.988 }],
    ['speed=1.23e+03x', { speed: 1230 }],
    ['speed=   0x', { speed: 0 }],
  ])('%s is read', (line, value) => {
    expect(one(line)).toEqual({ ...value, end: false });
  });

  it.each([
    ...[
      'frame=N/A',
      'frame=',
      'frame=12a',
      'frame=1.5',
      'frame=-1',
      'frame=1 2',
      'frame=99999999999999999999',
    ],
    ...['total_size=N/A', 'total_size=-1', 'total_size=9007199254740992', 'total_size=0x10'],
    ...['out_time_us=N/A', 'out_time_us=-9223372036854775808', 'out_time_us=--1', 'out_time=N/A'],
    ...['out_time=1:2:3', 'out_time=00:60:00', 'out_time=00:00', 'out_time=-577014:32:22.77x'],
    ...['speed=N/A', 'speed=x', 'speed=1.2', 'speed=1.2.3x', 'speed=1e+999x', 'speed=-1x', 'speed=1e5x'],
    ...['Frame=1', 'frames=1', 'out_time_usx=1', 'xframe=1', 'speed', '\u0000frame=1'],
  ])('%s is absent', (line) => {
    expect(one(line)).toEqual({ end: false });
  });

  it('of the output time comes from the most exact key, which decides alone', () => {
    expect(one('out_time=00:00:01.000000\nout_time_ms=2\nout_time_us=3')?.outTimeUs).toBe(3);
    expect(one('out_time_us=3\nout_time_ms=2\nout_time=00:00:01.000000')?.outTimeUs).toBe(3);
    expect(one('out_time_us=N/A\nout_time_ms=2\nout_time=00:00:01.000000')?.outTimeUs).toBeUndefined();
    expect(one('out_time_ms=2\nout_time=00:00:01.000000')?.outTimeUs).toBe(2);
  });
});

describe('a line that is too long', () => {
  it('is dropped up to its end, and what follows is read', () => {
    const { snapshots, dropped } = feed([`${'x'.repeat(10_000_000)}\n`, BLOCK]);
    expect(snapshots).toEqual([READ]);
    expect(dropped).toBe(10_000_000);
  });

  it('is dropped whole even when its start looks like progress', () => {
    expect(parse(`progress=${' '.repeat(5000)}end\n`, BLOCK)).toEqual([READ]);
  });

  it('costs no memory while it arrives', () => {
    const parser = new ProgressParser(() => undefined);
    const chunk = Buffer.alloc(1 << 20, 'x');
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 64; i++) parser.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20);
    expect(parser.droppedBytes).toBe(64 << 20);
  });

  it.each([4095, 4096, 4097])('begins above 4096 bytes: %i', (length) => {
    const line = `frame=7${' '.repeat(length - 7)}\n`;
    const expected = length <= 4096 ? { frame: 7, end: false } : { end: false };
    expect(parse(line, 'progress=continue\n')).toEqual([expected]);
    expect(parse(line.slice(0, 4000), line.slice(4000), 'progress=continue\n')).toEqual([expected]);
  });
});

describe('any bytes', () => {
  const word = fc.constantFrom(
    ...['frame=', 'total_size=', 'out_time=', 'out_time_us=', 'out_time_ms=', 'speed=', 'progress=', 'fps='],
    ...[
      'continue',
      'end',
      'N/A',
      '12',
      '-7',
      ' ',
      '0.5x',
      '3e+02x',
      '00:00:01.25',
      '\n',
      '\r',
      '\r\n',
      '=',
      ':',
    ],
    ...['9007199254740993', 'frame=1\n', 'out_time_us=5\n', 'progress=continue\n', 'x'.repeat(4090)],
  );
  const text = fc.array(fc.oneof({ weight: 9, arbitrary: word }, fc.string({ unit: 'binary-ascii' })), {
    maxLength: 60,
  });
  const places = fc.array(fc.nat(20_000), { maxLength: 30 });

  it('give what the plain parser gives, however they are cut', () => {
    fc.assert(
      fc.property(text, places, (words, cuts) => {
        const bytes = Buffer.from(words.join(''), 'latin1');
        expect(parse(...cut(bytes, cuts))).toEqual(referenceSnapshots(bytes));
      }),
      { numRuns: 1000 },
    );
  });

  it('of noise never throw, and are counted the same however they are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), places, (noise, cuts) => {
        expect(feed(cut(noise, cuts))).toEqual(feed([noise]));
      }),
      { numRuns: 200 },
    );
  });
});

const LOGS = resolve(import.meta.dirname, '../../../shared/progress');

describe.skipIf(!existsSync(LOGS))('real logs of ffmpeg 4, 5 and 7', () => {
  const names = existsSync(LOGS) ? readdirSync(LOGS).filter((name) => name.endsWith('.log')) : [];

  it.each(names)('%s', (name) => {
    const bytes = stdoutOf(readFileSync(join(LOGS, name), 'latin1'));
    const snapshots = parse(...cut(bytes, [7, 100, 1000, 1001, 5000]));
    expect(snapshots).toEqual(referenceSnapshots(bytes));
    expect(snapshots.length).toBeGreaterThan(0);
    expect(snapshots.at(-1)?.end).toBe(true);
    const times = snapshots.flatMap(({ outTimeUs }) => outTimeUs ?? []);
    expect(times.length).toBeGreaterThan(0);
  });

  it('show that 7 goes on printing an unchanged time while it is stalled', () => {
    const log = readFileSync(join(LOGS, 'progress-v7-stalled-input.log'), 'latin1');
    const times = parse(stdoutOf(log)).map(({ outTimeUs }) => outTimeUs);
    expect(times.filter((time) => time === 4394667).length).toBeGreaterThan(5);
  });
});

/** The lines of a log are `MILLISECONDS OUT TEXT`. */
function stdoutOf(log: string): Buffer {
  const lines = [...log.matchAll(/^ *\d+ OUT (.*)$/gm)]
    .map(([, text]) => text)
    .filter((text) => text !== '#EOF');
  return Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1');
}
