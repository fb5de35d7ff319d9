import { describe, expect, it } from 'vitest';
import { readArguments, SpecimenUsageError } from '../../../src/specimens/entry/specimen-arguments.js';

const TOOLS = ['--ffmpeg=/bin/ffmpeg', '--ffprobe=/bin/ffprobe'];

describe('the command line of a specimen', () => {
  it('is that of stallproof remux, after the name', () => {
    const thresholds = ['--grace=300ms', '--stall=2.25s', '--tick=125ms', '--finalise=3s', '--timeout=30s'];
    const { specimen, job, config, json, metricsFile } = readArguments([
      ...['timeout-only', 'remux', '/in/a.ts', '/out/a.mp4', '--recording-id=a', '--probe-timeout=750ms'],
      ...[...TOOLS, ...thresholds, '--metrics-file=/m.prom', '--json'],
    ]);
    expect(specimen.name).toBe('timeout-only');
    expect(job).toEqual({ input: '/in/a.ts', output: '/out/a.mp4', recordingId: 'a' });
    expect(config).toMatchObject({
      watch: { startupGraceMs: 300, stallTimeoutMs: 2250, tickMs: 125, finaliseMs: 3000 },
      totalTimeoutMs: 30_000,
      probeTimeoutMs: 750,
    });
    expect(json).toBe(true);
    expect(metricsFile).toBe('/m.prom');
  });

  it('is that of stallproof worker, with slots and without a job', () => {
    const { job, config } = readArguments(['control', 'worker', '--slots=3', ...TOOLS]);
    expect(job).toBeUndefined();
    expect(config.slots).toBe(3);
    expect(config.watch.stallTimeoutMs).toBe(90_000);
    expect(config.totalTimeoutMs).toBeUndefined();
  });

  it.each([
    [['nobody', 'worker', ...TOOLS], /no specimen is called "nobody"/],
    [['control', 'dance', ...TOOLS], /NAME remux IN OUT/],
    [['control', 'remux', 'a.ts', ...TOOLS], /NAME remux IN OUT/],
    [['control', 'worker'], /name the binaries/],
    [['control', 'worker', '--slots=0', ...TOOLS], /--slots 0/],
    [['control', 'worker', '--stall=90', ...TOOLS], /--stall 90 is no duration/],
    [['control', 'worker', '--speed=9', ...TOOLS], /--speed/],
  ])('refuses %s', (args, why) => {
    expect(() => readArguments(args)).toThrow(SpecimenUsageError);
    expect(() => readArguments(args)).toThrow(why);
  });
});
