import { describe, expect, it } from 'vitest';
import { exampleLine, STDERR_CATALOGUE, STDERR_IDS, stderrEntry } from '../../src/ffmpeg/stderr-catalogue.js';

const firstMatch = (line: string) => STDERR_CATALOGUE.find((entry) => entry.pattern.test(line))?.id;

describe('the catalogue', () => {
  it('has one entry a name, in kebab case', () => {
    expect(new Set(STDERR_IDS).size).toBe(STDERR_IDS.length);
    expect(STDERR_IDS.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it('has patterns without state or flags, which the classifier joins', () => {
    expect(STDERR_CATALOGUE.filter((entry) => entry.pattern.flags !== '')).toEqual([]);
  });

  it.each(STDERR_IDS)('knows its own example of %s, marked or not', (id) => {
    expect(firstMatch(stderrEntry(id)?.example ?? '')).toBe(id);
    expect(firstMatch(exampleLine(id) ?? '')).toBe(id);
  });

  it('marks an example as ffmpeg does, behind the name of the component', () => {
    expect(exampleLine('pes-size-mismatch')).toBe(
      '[mpegts @ 0x55d0c1e0a2c0] [warning] PES packet size mismatch',
    );
    expect(exampleLine('no-space')).toBe('[error] av_interleaved_write_frame(): No space left on device');
    expect(exampleLine('repeated')).toBe('    Last message repeated 3 times');
    expect(exampleLine('nonsense')).toBeUndefined();
  });
});

describe('lines that ffmpeg 2018, 5.1 and 7.1 really print', () => {
  it.each([
    [
      'non-monotonic-dts',
      '[mp4 @ 0x14ed540] [warning] Non-monotonous DTS in output stream 0:0; previous: 1, current: 0; changing to 2. This may result in incorrect timestamps in the output file.',
      '[vost#0:0/copy @ 0x5580] [warning] Non-monotonic DTS; previous: 97594, current: 97594; changing to 97595. This may result in incorrect timestamps in the output file.',
      '[mp4 @ 0x5580] [error] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 2 >= 1',
    ],
    ['packet-corrupt', '[mpegts @ 0x564f] [warning] Packet corrupt (stream = 1, dts = 350569840).'],
    [
      'corrupt-input-packet',
      '[warning] file:/rec/a.ts: corrupt input packet in stream 1',
      '[in#0/mpegts @ 0x5580] [warning] corrupt input packet in stream 1',
    ],
    [
      'decoding-error',
      '[error] Error while decoding stream #0:1: Invalid data found when processing input',
      '[aist#0:1/ac3 @ 0x5580] [error] Error submitting packet to decoder: Invalid data found when processing input',
    ],
    [
      'no-space',
      '[error] av_interleaved_write_frame(): No space left on device',
      '[error] Error writing trailer of file:o.mp4: No space left on device',
      '[vost#0:0/copy @ 0x5578] [error] Error submitting a packet to the muxer: No space left on device',
      '[out#0/mp4 @ 0x5578] [error] Error closing file: No space left on device',
    ],
    [
      'bad-input',
      '[error] file:rnd.ts: Invalid data found when processing input',
      '[in#0 @ 0x5616f5a93200] [error] Error opening input: Invalid data found when processing input',
      '[fatal] Error opening input files: Invalid data found when processing input',
    ],
    [
      'no-such-file',
      '[error] file:nope.ts: No such file or directory',
      '[in#0 @ 0x5593] [error] Error opening input: No such file or directory',
    ],
    [
      'unknown-option',
      "[error] Unrecognized option 'foo'.",
      '[fatal] Error splitting the argument list: Option not found',
    ],
    ['bad-option-value', '[NULL @ 0x2b9d] [error] Error setting option b to value zzz.'],
    [
      'unknown-encoder',
      "[fatal] Unknown encoder 'libfoo'",
      "[vost#0:0 @ 0x55c6] [fatal] Unknown encoder 'libfoo'",
    ],
    [
      'stream-missing',
      "[fatal] Stream map '0:9' matches no streams.",
      "[fatal] Stream map '' matches no streams.",
    ],
    ['format-refused', "[hls,applehttp @ 0xeb6e] [error] Format not on whitelist 'mpegts'"],
    ['network', '[tcp @ 0x1fdd] [error] Connection to tcp://127.0.0.1:1 failed: Connection refused'],
    ['filter-failed', '[error] Error reinitializing filters!', '[error] Error initializing filters!'],
    [
      'no-frames',
      '[error] Cannot determine format of input stream 0:1 after EOF',
      '[error] Cannot determine format of input 0:0 after EOF',
    ],
    [
      'header-not-written',
      '[mp4 @ 0x30c2] [error] dimensions not set',
      '[error] Could not write header for output file #0 (incorrect codec parameters ?): Invalid argument',
      '[out#0/mp4 @ 0x55ec] [error] Could not write header (incorrect codec parameters ?): Invalid argument',
    ],
    [
      'empty-output',
      '[out#0/mp4 @ 0x5579] [error] Nothing was written into output file, because at least one of its streams received no packets.',
    ],
    [
      'not-started',
      'setpriv: failed to execute ffmpeg: No such file or directory',
      '/opt/ffmpeg: error while loading shared libraries: libavdevice.so.61: cannot open shared object file: No such file or directory',
      'sh: 1: ffmpeg: not found',
    ],
  ])('%s', (id, ...lines) => {
    expect(lines.map(firstMatch)).toEqual(lines.map(() => id));
  });
});
