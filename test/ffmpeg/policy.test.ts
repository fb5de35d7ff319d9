import { expect, it } from 'vitest';
import { classifyStderr } from '../../src/ffmpeg/classify-stderr.js';
import { decide } from '../../src/ffmpeg/decision.js';
import { DEFAULT_POLICY, type RemuxPolicy } from '../../src/ffmpeg/policy.js';
import { remuxArgs } from '../../src/ffmpeg/remux-args.js';
import { audio, probe, video } from './probes.js';

/** A policy for people who all watch in Safari. */
const SAFARI: RemuxPolicy = {
  ...DEFAULT_POLICY,
  codecs: [
    { kind: 'video', codec: 'hevc', action: 'copy', copyFlags: { 'tag:v': 'hvc1' }, evidence: '' },
    { kind: 'audio', codec: 'ac3', action: 'encode', evidence: '' },
  ],
};

it('decides which codecs are copied, and with what', () => {
  const decision = decide(probe([video(0, { codec: 'hevc' }), audio(1)]), SAFARI);
  expect(decision).toMatchObject({ kind: 'run', ladder: ['default', 'fallback', 'transcode'] });
  const copyFlags = decision.kind === 'run' ? decision.copyFlags : undefined;
  const request = { input: 'a.ts', output: 'a.mp4', streams: { video: 0, audio: 1 }, copyFlags };
  expect(remuxArgs('default', request, SAFARI).join(' ')).toContain('-c:v copy -tag:v hvc1');
  expect(remuxArgs('transcode', request, SAFARI).join(' ')).not.toContain('hvc1');
});

it('refuses what it has no rule for', () => {
  expect(decide(probe([video(0), audio(1)]), SAFARI)).toEqual({
    kind: 'refuse',
    reason: 'unknown video codec h264',
  });
});

it('says what ffmpeg is told, and what its messages mean', () => {
  const { strategies } = DEFAULT_POLICY;
  const first = {
    ...strategies.default,
    flags: { ...strategies.default.flags, output: { shortest: true as const } },
  };
  const policy: RemuxPolicy = {
    ...DEFAULT_POLICY,
    logLevel: 'error',
    strategies: { ...strategies, default: first },
    stderr: DEFAULT_POLICY.stderr.map((rule) =>
      rule.id === 'pes-size-mismatch' ? { ...rule, action: 'final' as const } : rule,
    ),
  };
  const args = remuxArgs('default', { input: 'a.ts', output: 'b', streams: { video: 0 } }, policy);
  expect(args.join(' ')).toContain('-shortest -f mp4');
  expect(args.join(' ')).toContain('-loglevel +level+error');
  const line = '[mpegts @ 0x1] PES packet size mismatch\n';
  expect(classifyStderr(line)).toBeUndefined();
  expect(classifyStderr(line, policy)).toMatchObject({ id: 'pes-size-mismatch', action: 'final' });
});
