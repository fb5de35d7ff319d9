import { describe, expect, it } from 'vitest';
import { PartingWords, signalName } from '../../../../src/harness/engines/ffmpeg/parting.js';
import { readReportLine } from '../../../../src/harness/engines/ffmpeg/report-line.js';

const BEGAN = 'Stream mapping:';
const CLOSED = 'Statistics: 12 bytes read, 0 seeks';
const SUMMARY = 'video:1kB audio:1kB subtitle:0kB other streams:0kB global headers:0kB muxing overhead: 1%';

function said(...lines: string[]): PartingWords {
  const words = new PartingWords();
  for (const line of lines) words.take(readReportLine(line));
  return words;
}

describe('PartingWords', () => {
  it.each([
    ['a whole run', [BEGAN, CLOSED, SUMMARY, CLOSED], { code: 0 }],
    ['a run that failed', [BEGAN, SUMMARY, CLOSED, 'Conversion failed!'], { code: 1 }],
    [
      'one that was asked to stop',
      [BEGAN, SUMMARY, CLOSED, 'Exiting normally, received signal 15.'],
      { code: 255 },
    ],
    [
      'one of 6.1 and later, which tells',
      [BEGAN, SUMMARY, CLOSED, 'Exiting with exit code 228'],
      { code: 228 },
    ],
    ['one that was refused at once', ['x.ts: No such file or directory', CLOSED], { code: 1 }],
  ])('knows the exit of %s', (_, lines, parting) => {
    expect(said(...lines).parting).toEqual(parting);
  });

  it.each([
    ['before it had begun', []],
    ['in the middle', [BEGAN, 'frame= 1 fps=0 q=-1.0 size= 1kB time=00:00:01.00 bitrate=1']],
    // The file that the second pass had read was closed; the input was not.
    ['in the second pass', [BEGAN, 'Starting second pass: moving the moov atom', CLOSED]],
    ['after a read error in the middle', [BEGAN, 'tcp://x: Input/output error']],
    ['in the last moment', [BEGAN, CLOSED, SUMMARY]],
  ])('knows that one was killed %s', (_, lines) => {
    expect(said(...lines).parting).toBeUndefined();
  });

  it('names the signal that was answered', () => {
    expect(said('Exiting normally, received signal 2.').signal).toBe('SIGINT');
    expect(said(BEGAN).signal).toBeUndefined();
    expect(signalName(11)).toBe('SIGSEGV');
    expect(signalName(99)).toBe('SIG99');
  });
});
