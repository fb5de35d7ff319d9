import { describe, expect, it } from 'vitest';
import { probeAnswer } from '../../src/script/ffprobe-answer.js';
import { type Description, describeMedia, describeRecording } from '../../src/script/ffprobe-description.js';
import { readProbeArguments } from '../../src/script/ffprobe-request.js';
import { RECORDING } from './recorder.js';

const recording = describeRecording('/in.ts', RECORDING);

function answer(args: string, description: Description = recording): string {
  const read = readProbeArguments(args.split(' '));
  if (!read.ok) throw new Error(read.message);
  return probeAnswer(read.request, description);
}

describe('probeAnswer', () => {
  it('describes a recording as JSON', () => {
    const json = JSON.parse(
      answer('-v error -print_format json -show_format -show_streams -show_programs -i /in.ts'),
    );
    expect(json.format).toMatchObject({
      filename: '/in.ts',
      format_name: 'mpegts',
      duration: '600.000000',
      size: '1000000',
    });
    expect(json.streams).toHaveLength(2);
    expect(json.streams[0]).toMatchObject({
      index: 0,
      codec_type: 'video',
      codec_name: 'h264',
      pix_fmt: 'yuv420p',
    });
    expect(json.streams[1]).toMatchObject({ index: 1, codec_type: 'audio', codec_name: 'ac3', channels: 2 });
    expect(json.streams[0].disposition.attached_pic).toBe(0);
    expect(json.programs[0]).toMatchObject({ program_num: 1, nb_streams: 2 });
    expect(json.programs[0].streams).toEqual(json.streams);
  });

  it('prints only the entries that were asked for', () => {
    const args =
      '-show_entries format=duration:stream=index:stream_disposition=attached_pic:program=program_num:program_stream=index -of json=compact=1 -i /in.ts';
    expect(JSON.parse(answer(args))).toEqual({
      programs: [{ program_num: 1, streams: [{ index: 0 }, { index: 1 }] }],
      streams: [
        { index: 0, disposition: { attached_pic: 0 } },
        { index: 1, disposition: { attached_pic: 0 } },
      ],
      format: { duration: '600.000000' },
    });
  });

  it('claims what it is told to claim', () => {
    const format = (claimedDurationMs: number | null) =>
      JSON.parse(
        answer('-of json -show_format x', describeRecording('x', { ...RECORDING, claimedDurationMs })),
      ).format;
    expect(format(72_054_000).duration).toBe('72054.000000');
    expect(format(null)).not.toHaveProperty('duration');
  });

  it('has no stream that the recording lacks', () => {
    const { video: _, ...audioOnly } = RECORDING;
    const json = JSON.parse(answer('-of json -show_streams x', describeRecording('x', audioOnly)));
    expect(json.streams.map((stream: { codec_type: string }) => stream.codec_type)).toEqual(['audio']);
  });

  it('describes an output', () => {
    const description = describeMedia('/out.mp4', 4711, { durationMs: 1500, video: 'h264', audio: 'aac' });
    const json = JSON.parse(answer('-of json -show_format -show_streams /out.mp4', description));
    expect(json.format).toMatchObject({
      format_name: 'mov,mp4,m4a,3gp,3g2,mj2',
      duration: '1.500000',
      size: '4711',
    });
    expect(json.streams[1]).toMatchObject({ codec_name: 'aac', codec_tag_string: 'mp4a' });
  });

  it.each([
    ['-show_entries format=duration -of default=nw=1:nk=1 x', '600.000000\n'],
    ['-show_entries format=duration -of default=noprint_wrappers=1:nokey=1 x', '600.000000\n'],
    ['-show_entries format=duration x', '[FORMAT]\nduration=600.000000\n[/FORMAT]\n'],
    ['-show_entries format=duration -of csv=p=0 x', '600.000000\n'],
    ['-show_entries stream=codec_name -select_streams a:0 -of csv x', 'stream,ac3\n'],
  ])('answers %s', (args, text) => {
    expect(answer(args)).toBe(text);
  });
});

describe('packets', () => {
  const packets = (args: string): number[][] =>
    answer(`-show_entries packet=pts_time,duration_time -of csv=p=0 ${args} x`)
      .trim()
      .split('\n')
      .map((line) => line.split(',').map(Number));

  it('span the true duration, whatever is claimed', () => {
    const wild = describeRecording('x', { ...RECORDING, durationMs: 10_500, claimedDurationMs: 72_054_000 });
    const rows = answer('-show_entries packet=pts_time,duration_time -select_streams v:0 -of csv=p=0 x', wild)
      .trim()
      .split('\n');
    const [first = 0] = (rows[0] ?? '').split(',').map(Number);
    const [last = 0, length = 0] = (rows.at(-1) ?? '').split(',').map(Number);
    expect(last + length - first).toBeCloseTo(10.5, 5);
  });

  it('can be read from near the end', () => {
    expect(packets('-select_streams v -read_intervals 99999%')).toEqual([[600.4, 1]]);
    expect(packets('-select_streams v -read_intervals %+#2')).toEqual([
      [1.4, 1],
      [2.4, 1],
    ]);
    expect(packets('-select_streams v -read_intervals 597%')).toHaveLength(5);
  });
});

describe('readProbeArguments', () => {
  it.each([
    [['-foo', 'x'], "Failed to set value 'x' for option 'foo': Option not found\n"],
    [[], 'You have to specify one input file.\n'],
    [['a', 'b'], "Argument 'b' provided as input filename, but 'a' was already specified.\n"],
  ])('refuses %j as ffprobe does', (args, message) => {
    expect(readProbeArguments(args)).toEqual({ ok: false, message });
  });
});
