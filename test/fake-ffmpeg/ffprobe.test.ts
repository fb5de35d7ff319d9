import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { FakeJob } from '../../src/script/plan.js';
import { step } from '../../src/script/vocabulary.js';
import { bundleFakes, Workbench } from './workbench.js';

let fakes: ReturnType<typeof bundleFakes>;
let bench: Workbench;

beforeAll(() => {
  fakes = bundleFakes();
});
afterAll(() => fakes.remove());
afterEach(() => bench.remove());

const QUIET = ['-nostdin', '-nostats', '-v', 'error', '-progress', 'pipe:1'];
const setUp = (job: Partial<FakeJob>, speed?: number): void => {
  bench = new Workbench(job, speed);
};
const remuxArgs = (...more: string[]): string[] => [
  '-y',
  ...QUIET,
  ...['-i', `file:${bench.input}`, '-c:v', 'copy', '-c:a', 'aac'],
  ...more,
  `${bench.output}.tmp-1`,
];
const remux = (...more: string[]) => bench.start(fakes.ffmpeg, remuxArgs(...more));

describe('the fake ffprobe', () => {
  const probe = (path: string) =>
    bench.start(fakes.ffprobe, ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path]).ended;

  it('describes the recording, and the output when it is whole', async () => {
    setUp({ ffmpeg: { default: [step('output', { state: 'partial' })] } });
    const recording = await probe(`file:${bench.input}`);
    expect(JSON.parse(recording.stdout).format.duration).toBe('600.000000');
    await remux().ended;
    expect(await probe(`${bench.output}.tmp-1`)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/moov atom not found\n.*Invalid data found when processing input\n$/),
    });
    await remux('-c:v', 'libx264').ended;
    const whole = JSON.parse((await probe(`${bench.output}.tmp-1`)).stdout);
    expect(whole.format.duration).toBe('600.000000');
    expect(whole.streams.map((stream: { codec_name: string }) => stream.codec_name)).toEqual(['h264', 'aac']);
  });

  it('fails as told', async () => {
    setUp({ ffprobe: [step('answer-partial'), step('stderr', { text: 'oops' }), step('exit', { code: 1 })] });
    const { code, stdout, stderr } = await probe(bench.input);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'oops\n' });
    expect(() => JSON.parse(stdout)).toThrow();
    expect(stdout).toMatch(/^\{/);
  });

  it('hangs until it is killed', async () => {
    setUp({ ffprobe: [step('hang')] });
    const { child, ended } = bench.start(fakes.ffprobe, [bench.input]);
    await bench.until('started');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM', stdout: '' });
  });
});
