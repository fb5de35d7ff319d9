import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { FakeTools } from './fake-tools.js';

const tools = new FakeTools();

describe('the fake ffprobe', () => {
  const probe = (path: string) =>
    tools.start('ffprobe', ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', path]).ended;

  it('describes the recording, and the output when it is whole', async () => {
    tools.setUp({ ffmpeg: { default: [step('output', { state: 'partial' })] } });
    const recording = await probe(`file:${tools.bench.input}`);
    expect(JSON.parse(recording.stdout).format.duration).toBe('600.000000');
    await tools.remux().ended;
    expect(await probe(`${tools.bench.output}.tmp-1`)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/moov atom not found\n.*Invalid data found when processing input\n$/),
    });
    await tools.remux('-c:v', 'libx264').ended;
    const whole = JSON.parse((await probe(`${tools.bench.output}.tmp-1`)).stdout);
    expect(whole.format.duration).toBe('600.000000');
    expect(whole.streams.map((stream: { codec_name: string }) => stream.codec_name)).toEqual(['h264', 'aac']);
  });

  it('fails as told', async () => {
    tools.setUp({
      ffprobe: [step('answer-partial'), step('stderr', { text: 'oops' }), step('exit', { code: 1 })],
    });
    const { code, stdout, stderr } = await probe(tools.bench.input);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'oops\n' });
    expect(() => JSON.parse(stdout)).toThrow();
    expect(stdout).toMatch(/^\{/);
  });

  it('hangs until it is killed', async () => {
    tools.setUp({ ffprobe: [step('hang')] });
    const { child, ended } = tools.start('ffprobe', [tools.bench.input]);
    await tools.bench.until('started');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM', stdout: '' });
  });
});
