import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { metricsFile } from '../../src/cli/metrics-file.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { createNodeHost } from '../../src/node/host.js';
import { SUPERVISOR_DEFAULTS } from '../../src/supervisor/config.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();
const host = createNodeHost();
const supervisor = createSupervisor({
  host,
  config: { ...SUPERVISOR_DEFAULTS, ffmpeg: '/none', ffprobe: '/none' },
});

beforeAll(() => {
  writeFileSync(folder.in('recording.ts'), 'G and so on');
  writeFileSync(folder.in('empty'), '');
  mkdirSync(folder.in('folder'));
  symlinkSync('/dev/null', folder.in('to-a-device'));
});

describe('the file of metrics', () => {
  it('is written whole, over metrics and over nothing, and leaves nothing beside it', async () => {
    mkdirSync(folder.in('good'));
    const io = memoryIo();
    for (let times = 0; times < 2; times += 1) {
      const file = await metricsFile(folder.in('good/m.prom'), host);
      expect(await file.write(supervisor, io)).toBe(true);
    }
    expect(readFileSync(folder.in('good/m.prom'), 'utf8')).toContain('xg2g_vod_remux_stalls_total');
    expect(readdirSync(folder.in('good'))).toEqual(['m.prom']);
    await expect(metricsFile(folder.in('empty'), host)).resolves.toBeDefined();
  });

  it.each([
    ['a recording', 'recording.ts', /holds no metrics, and would be lost/],
    ['a folder', 'folder', /is a folder/],
    ['what leads to a device', 'to-a-device', /no regular file/],
    ['a folder that is not there', 'none/m.prom', /no folder/],
  ])('is never %s', async (_what, name, message) => {
    const refusal = metricsFile(folder.in(name), host);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toBeInstanceOf(UsageError);
  });

  it('nor one of the job, or one without a name', async () => {
    const output = folder.in('film.mp4');
    await expect(metricsFile(output, host, [output])).rejects.toThrow(/a file of the job/);
    await expect(metricsFile('', host)).rejects.toThrow(/no name/);
  });

  it('leaves alone what came to stand there meanwhile, and says so', async () => {
    const io = memoryIo();
    const file = await metricsFile(folder.in('later'), host);
    writeFileSync(folder.in('later'), 'a film');
    expect(await file.write(supervisor, io)).toBe(false);
    expect(io.stderr.text).toMatch(/could not be written: .*later holds no metrics/);
    expect(readFileSync(folder.in('later'), 'utf8')).toBe('a film');
  });
});
