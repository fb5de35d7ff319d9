import { describe, expect, it } from 'vitest';
import { errorLogText } from '../../src/supervisor/error-log.js';
import type { Failed } from '../../src/supervisor/outcome.js';

const STALLED: Failed = {
  kind: 'stalled',
  jobId: 'j1',
  recordingId: 'r1',
  serviceRef: '1:0:19:283D',
  input: '/in/a.ts',
  output: '/out/a.mp4',
  elapsedMs: 1,
  queuedMs: 0,
  attempts: [
    {
      strategy: 'default',
      result: 'stalled',
      reason: 'stalled: no progress for 90 s',
      elapsedMs: 1,
      leaked: true,
    },
  ],
  cause: {
    kind: 'stalled',
    message: 'stalled: no progress for 90 s',
    strategy: 'default',
    stall: {
      class: 'blocked',
      silentForMs: 90_000,
      ranForMs: 135_000,
      lastProgress: { outTimeUs: 5_000_000, totalSizeBytes: 4096, speed: 30, end: false },
      cpuMs: 12,
      ioBytes: 0,
      waits: ['ffmpeg:futex_do_wait'],
    },
  },
};

describe('the error log', () => {
  const text = errorLogText(STALLED, 'head\n\u001b[31mred\u0007\r\nlast line', new Date(0));

  it('begins with the cause', () => {
    expect(text.split('\n')[0]).toBe('stalled: no progress for 90 s');
  });

  it('says what was tried, what was seen, and what ffmpeg said last', () => {
    expect(text).toContain(
      '1. default: stalled: no progress for 90 s (processes that it left behind were ended)',
    );
    expect(text).toContain('blocked, silent for 90 s of 2 min 15 s');
    expect(text).toContain('out_time_us=5000000 total_size=4096 speed=30');
    expect(text).toContain('ffmpeg:futex_do_wait');
    expect(text).toContain('1:0:19:283D');
    expect(text.trimEnd().endsWith('last line')).toBe(true);
  });

  it('lets nothing through that would rewrite a terminal', () => {
    expect(text).toContain('\\x1b[31mred\\x07');
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  });
});
