import { describe, expect, it } from 'vitest';
import { falseKillSign } from '../../src/supervisor/metrics-suspect.js';
import type { StallReport } from '../../src/supervisor/outcome.js';

const BLOCKED: StallReport = {
  class: 'blocked',
  silentForMs: 90_000,
  ranForMs: 100_000,
  lastProgress: undefined,
  cpuMs: 0,
  ioBytes: 0,
  waits: [],
};

describe('a killed process is suspected to have worked', () => {
  it.each([
    ['it was at its end', { class: 'finalising' }, 'finalising'],
    ['it moved data', { ioBytes: 16 * 1024 }, 'io'],
    ['it computed', { cpuMs: 18_000 }, 'cpu'],
    ['it span', { class: 'spinning' }, 'cpu'],
    ['it moved data while it span', { class: 'spinning', ioBytes: 1e6 }, 'io'],
    ['it could not be killed, and moved data', { class: 'unkillable', ioBytes: 1e6 }, 'io'],
  ] as const)('when %s', (_, shown, sign) => {
    expect(falseKillSign({ ...BLOCKED, ...shown })).toBe(sign);
  });

  it.each([
    ['nothing moved', {}],
    ['what moved is noise', { ioBytes: 16 * 1024 - 1, cpuMs: 17_999 }],
    ['somebody else had stopped it', { class: 'stopped', ioBytes: 1e6, cpuMs: 90_000 }],
    ['nothing could be seen', { ioBytes: undefined, cpuMs: undefined }],
    ['there was no silence to look at', { silentForMs: 0, cpuMs: 0 }],
  ] as const)('not when %s', (_, shown) => {
    expect(falseKillSign({ ...BLOCKED, ...shown })).toBeUndefined();
  });
});
