import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PacketDuration, packetDurationArgs } from '../../src/ffmpeg/packet-duration.js';

const both = { video: 0, audio: 1 };

function measure(
  rows: readonly string[],
  streams = both as { video?: number; audio?: number },
): number | undefined {
  const packets = new PacketDuration(streams);
  packets.push(Buffer.from(rows.map((row) => `${row}\n`).join('')));
  packets.end();
  return packets.durationMs === undefined ? undefined : Math.round(packets.durationMs);
}

/** Packets of one stream, 40 ms each, a key frame first. */
function run(stream: number, fromS: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = (fromS + i * 0.04).toFixed(6);
    return `${stream},${at},${at},0.040000,${i === 0 || stream === 1 ? 'K' : '_'}_`;
  });
}

describe('the duration by packets', () => {
  it('goes from the first start to the last end', () => {
    expect(measure([...run(0, 100.5, 100), ...run(1, 100, 90)])).toBe(4_500);
    expect(measure(run(0, -9.7, 500))).toBe(20_000);
  });

  it('is unknown without a packet of a chosen stream', () => {
    expect(measure([])).toBeUndefined();
    expect(measure(run(4, 0, 9))).toBeUndefined();
  });

  it('leaves other streams out', () => {
    expect(measure([...run(0, 63_804, 50), ...run(7, 44_131, 50)])).toBe(2_000);
  });

  it('begins copied video at its first key frame', () => {
    const rows = run(0, 10, 100).map((row, i) => row.replace(/[K_]_$/, i === 25 ? 'K_' : '__'));
    expect(measure(rows)).toBe(3_000);
    expect(measure(run(0, 10, 9).map((row) => row.replace('K', '_')))).toBeUndefined();
  });

  it('keeps a gap that ffmpeg keeps', () => {
    expect(measure([...run(0, 0, 50), ...run(0, 7, 50)])).toBe(9_000);
  });

  it('closes a gap that ffmpeg closes', () => {
    expect(measure([...run(0, 0, 50), ...run(0, 3_600, 50)])).toBe(4_000);
  });

  it.each([5, 3_600, 95_443])('goes on where the clock steps back by %i s', (stepS) => {
    expect(measure([...run(0, 100_000, 50), ...run(0, 100_002 - stepS, 50)])).toBe(4_000);
  });

  it('moves both streams when one of them jumps', () => {
    const before = [...run(0, 0, 50), ...run(1, 0, 50)];
    const after = [...run(0, 500, 50), ...run(1, 500, 50)];
    expect(measure([...before, ...after])).toBe(4_000);
  });

  it('counts on where there are no time stamps', () => {
    const bare = run(0, 0, 50).map((row) => row.replace(/^0,[^,]*,[^,]*/, '0,N/A,N/A'));
    expect(measure(bare)).toBe(2_000);
    expect(measure([...run(0, 30, 1), ...bare.map((row) => row.replace('K', '_'))])).toBe(2_040);
  });

  it('passes over what is no packet', () => {
    const noise = ['', 'side_data,x', '0', '0,', 'x,1,1,1,K_', '0,abc,def,ghi,__', ',,,,', '0,1e999,-,N/A,_'];
    expect(measure([...noise.slice(0, 3), ...run(0, 5, 50), ...noise])).toBe(2_000);
  });

  it('is the same however the bytes are cut, and for any bytes finite or unknown', () => {
    const row = fc.tuple(
      fc.constantFrom('0', '1', '2', '', 'x'),
      fc.constantFrom('N/A', '0', '1.5', '-3', '99999', '1e400', ''),
      fc.constantFrom('N/A', '0', '2', '11', '-99999'),
      fc.constantFrom('N/A', '0.04', '-1'),
      fc.constantFrom('K_', '__', ''),
    );
    fc.assert(
      fc.property(fc.array(row), fc.integer({ min: 1, max: 40 }), (rows, size) => {
        const bytes = Buffer.from(rows.map((fields) => `${fields.join(',')}\n`).join(''));
        const [whole, cut] = [new PacketDuration(both), new PacketDuration(both)];
        whole.push(bytes);
        for (let at = 0; at < bytes.length; at += size) cut.push(bytes.subarray(at, at + size));
        expect(cut.durationMs).toBe(whole.durationMs);
        expect(Number.isFinite(whole.durationMs ?? 0)).toBe(true);
      }),
    );
  });
});

describe('the arguments', () => {
  it('select the stream where it is one', () => {
    expect(packetDurationArgs('/rec/a.ts', { audio: 3 })).toContain('-select_streams');
    expect(packetDurationArgs('/rec/a.ts', both)).not.toContain('-select_streams');
  });
});
