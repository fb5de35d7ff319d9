import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRecordingProbe, recordingProbeArgs } from '../../src/ffmpeg/recording-probe.js';

/** As ffprobe 5.1 answers, shortened. */
const ANSWER = {
  programs: [
    { program_num: 8802, streams: [{ index: 0 }, { index: 1 }] },
    { program_num: 8810, streams: [{ index: 1 }] },
  ],
  streams: [
    {
      ...{ index: 0, id: '0xd2', codec_name: 'h264', profile: 'High', codec_type: 'video', width: 1920 },
      ...{ height: 1080, pix_fmt: 'yuv420p', start_time: '-9.708333', bits_per_raw_sample: '8' },
      disposition: { attached_pic: 0 },
    },
    {
      ...{ index: 1, id: '0xdd', codec_name: 'ac3', codec_type: 'audio', sample_rate: '48000', channels: 2 },
      ...{ start_time: '63804.495811', duration: '2.432000' },
    },
  ],
  format: {
    format_name: 'mpegts',
    start_time: '44131.5',
    duration: '3.25',
    size: '3971500',
    bit_rate: '10416707',
  },
};

const read = (answer: unknown) => readRecordingProbe(JSON.stringify(answer));
const stream = (fields: object) => read({ streams: [{ index: 0, ...fields }] })?.streams[0];

describe('an answer of ffprobe', () => {
  it('is read', () => {
    expect(read(ANSWER)).toEqual({
      format: 'mpegts',
      ...{ startMs: 44131500, durationMs: 3250, sizeBytes: 3971500, bitsPerSecond: 10416707 },
      streams: [
        {
          ...{ index: 0, id: 0xd2, kind: 'video', codec: 'h264', profile: 'High', pixelFormat: 'yuv420p' },
          ...{
            bitDepth: 8,
            width: 1920,
            height: 1080,
            programs: [8802],
            carriesData: true,
            startMs: -9708.333,
          },
        },
        {
          ...{ index: 1, id: 0xdd, kind: 'audio', codec: 'ac3', channels: 2, sampleRateHz: 48000 },
          ...{ programs: [8802, 8810], carriesData: true, startMs: 63804495.811, durationMs: 2432 },
        },
      ],
    });
  });

  it.each([
    '',
    '{}',
    '{',
    'null',
    '[]',
    '{"streams": 1}',
    '{"format": {"duration": "1"}}',
    'Segmentation fault',
  ])('is none: %s', (text) => {
    expect(readRecordingProbe(text)).toBeUndefined();
  });

  it('without streams is one', () => {
    expect(read({ streams: [] })).toEqual({ streams: [] });
  });

  it('never makes the reader throw', () => {
    const leaf = fc.oneof(
      fc.string(),
      fc.double(),
      fc.constantFrom('N/A', '-1', '0x10', 'video', '1e999', null),
    );
    const fields = fc.dictionary(
      fc.constantFrom('index', 'id', 'codec_type', 'width', 'start_time', 'streams'),
      leaf,
    );
    const answer = fc.record({ streams: fc.anything(), programs: fc.array(fields), format: fields });
    fc.assert(
      fc.property(fc.oneof(answer, fc.record({ streams: fc.array(fields) })), (any) => void read(any)),
    );
    fc.assert(fc.property(fc.string(), (text) => void readRecordingProbe(text)));
  });
});

describe('a stream', () => {
  it('that is announced but empty carries no data', () => {
    expect(stream({ codec_type: 'video', codec_name: 'h264', width: 0, height: 0 })?.carriesData).toBe(false);
    expect(stream({ codec_type: 'audio', codec_name: 'aac', channels: 0 })?.carriesData).toBe(false);
    expect(stream({ codec_type: 'audio', channels: 2 })?.carriesData).toBe(false);
    expect(stream({})).toEqual({ index: 0, kind: 'unknown', programs: [], carriesData: false });
  });

  it('that is a cover picture is no video', () => {
    const cover = { codec_type: 'video', codec_name: 'mjpeg', width: 600, disposition: { attached_pic: 1 } };
    expect(stream(cover)?.kind).toBe('data');
  });

  it('keeps its id only when no other has it', () => {
    const twins = [
      { index: 0, id: '0x45' },
      { index: 1, id: '0x45' },
      { index: 2, id: '0x46' },
    ];
    expect(read({ streams: twins })?.streams.map(({ id }) => id)).toEqual([undefined, undefined, 0x46]);
  });

  it.each([
    ['yuv420p', 8],
    ['yuvj420p', 8],
    ['nv12', 8],
    ['yuv420p10le', 10],
    ['yuv422p12be', 12],
    ['p010le', 10],
    ['gray10le', 10],
    ['bgr48le', undefined],
  ])('of %s has a depth of %s bits', (format, depth) => {
    expect(stream({ codec_type: 'video', pix_fmt: format })?.bitDepth).toBe(depth);
  });

  it('tells its depth by raw samples where the pixel format does not', () => {
    expect(stream({ codec_type: 'video', bits_per_raw_sample: '10' })?.bitDepth).toBe(10);
    expect(stream({ codec_type: 'video', bits_per_raw_sample: '0' })?.bitDepth).toBeUndefined();
  });
});

describe('the arguments', () => {
  it('name the input so that nothing in it can be taken for an option or a protocol', () => {
    expect(recordingProbeArgs('-y.ts').slice(-2)).toEqual(['-i', 'file:-y.ts']);
    expect(recordingProbeArgs('/rec/100%: a.ts').slice(-2)).toEqual(['-i', 'file:/rec/100%: a.ts']);
  });

  it('allow local files only, and no playlists', () => {
    const args = recordingProbeArgs('/rec/a.ts');
    expect(args[args.indexOf('-protocol_whitelist') + 1]).toBe('file');
    expect(args[args.indexOf('-format_whitelist') + 1]).not.toMatch(/hls|concat|dash/);
  });

  it('have the first packets decoded where somebody wants to know', () => {
    const args = recordingProbeArgs('/rec/a.ts', 400).join(' ');
    expect(args).toContain('-count_packets -count_frames -read_intervals %+#400');
    expect(args).toMatch(/-show_entries stream=\S*,nb_read_packets,nb_read_frames:/);
    expect(recordingProbeArgs('/rec/a.ts').join(' ')).not.toMatch(/count_|nb_read/);
  });
});

it('reads what was decoded; nothing is what ffprobe leaves out', () => {
  const counts = (more: object) => {
    const stream = { index: 0, codec_type: 'video', codec_name: 'h264', width: 1, ...more };
    const read = readRecordingProbe(JSON.stringify({ streams: [stream] }))?.streams[0];
    return [read?.readPackets, read?.decodedFrames];
  };
  expect(counts({ nb_read_packets: '23', nb_read_frames: '20' })).toEqual([23, 20]);
  expect(counts({ nb_read_packets: '23' })).toEqual([23, 0]);
  expect(counts({})).toEqual([undefined, undefined]);
});
