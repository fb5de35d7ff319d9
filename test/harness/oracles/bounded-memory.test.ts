import { describe, expect, it } from 'vitest';
import type { EvidenceEvent } from '../../../src/harness/evidence.js';
import { boundedMemory } from '../../../src/harness/oracles/bounded-memory.js';
import { EvidenceBuilder } from '../evidence-builder.js';

const MIB_BYTES = 2 ** 20;

function flooded(floodBytes: number, memoryGrowthBytes: number | undefined): EvidenceBuilder {
  const builder = new EvidenceBuilder().attempt({ from: 1, exits: { at: 9, code: 0 } });
  const origin = { atMs: 2000, pid: 100, tool: 'ffmpeg', job: 'job', invocation: 1 } as const;
  const event: EvidenceEvent = {
    from: 'fake',
    atMs: 2000,
    event: { ...origin, kind: 'wrote', stream: 'stderr', bytes: floodBytes },
  };
  return builder.with({ events: [...builder.build().events, event], memoryGrowthBytes });
}

describe('bounded-memory', () => {
  it('holds under 64 MiB', () => {
    expect(flooded(500 * MIB_BYTES, 20 * MIB_BYTES).judge(boundedMemory)).toBe('held');
  });

  it('is violated by memory that grows with the flood', () => {
    expect(flooded(500 * MIB_BYTES, 490 * MIB_BYTES).judge(boundedMemory)).toBe(
      'violated: it grew by 490 MiB under 500 MiB of output',
    );
  });

  it('cannot tell without a measurement, and has nothing to judge without a flood', () => {
    expect(flooded(500 * MIB_BYTES, undefined).judge(boundedMemory)).toMatch(/^unobservable/);
    expect(flooded(1000, 490 * MIB_BYTES).judge(boundedMemory)).toBe('not-applicable');
  });
});
