import { describe, expect, it } from 'vitest';
import { damagePackets } from '../../../../src/harness/engines/ffmpeg/damage.js';

const PACKET_BYTES = 188;

function packets(count: number, pid: number, startsUnit = false): Uint8Array {
  const bytes = new Uint8Array(count * PACKET_BYTES);
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    bytes.set(
      [0x47, (startsUnit ? 0x40 : 0) | (pid >> 8), pid & 0xff, 0x10 | ((at / PACKET_BYTES) % 16)],
      at,
    );
  }
  return bytes;
}

function damaged(bytes: Uint8Array, perThousand: number): number {
  const before = bytes.slice();
  damagePackets(bytes, perThousand);
  expect(bytes.length).toBe(before.length);
  let count = 0;
  for (let at = 0; at < bytes.length; at += PACKET_BYTES) {
    expect(bytes.subarray(at, at + 3)).toEqual(before.subarray(at, at + 3));
    const isSame = bytes.subarray(at, at + PACKET_BYTES).every((byte, index) => byte === before[at + index]);
    if (!isSame) count += 1;
  }
  return count;
}

describe('damagePackets', () => {
  it('damages as many as it is told, evenly', () => {
    expect(damaged(packets(1000, 0x100), 60)).toBe(60);
    const half = packets(1000, 0x100);
    damagePackets(half, 60);
    const same = packets(1000, 0x100);
    const changed = [...Array(1000).keys()].filter(
      (n) => half[n * PACKET_BYTES + 3] !== same[n * PACKET_BYTES + 3],
    );
    expect(changed.filter((n) => n < 500).length).toBe(30);
  });

  it('leaves tables and the heads of pictures alone', () => {
    expect(damaged(packets(100, 0), 500)).toBe(0);
    expect(damaged(packets(100, 0x1000), 500)).toBe(0);
    expect(damaged(packets(100, 0x100, true), 500)).toBe(0);
  });
});
