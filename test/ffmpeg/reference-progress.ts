import type { ProgressSnapshot } from '../../src/ffmpeg/progress-parser.js';

/** The parser as one would write it without minding speed; the real one must agree with it on any bytes. */
export function referenceSnapshots(bytes: Uint8Array): ProgressSnapshot[] {
  const snapshots: ProgressSnapshot[] = [];
  let block = new Map<string, string>();
  const lines = Buffer.from(bytes)
    .toString('latin1')
    .split(/[\r\n]/)
    .slice(0, -1);
  for (const line of lines) {
    if (line.length > 4096) continue;
    const [, key = '', value = ''] = /^([a-z_]+)=(.*)$/s.exec(line) ?? [];
    if (key !== '') block.set(key, value.replace(/^ +| +$/g, ''));
    if (key !== 'progress' || !['continue', 'end'].includes(block.get('progress') ?? '')) continue;
    snapshots.push(snapshotOf(block));
    block = new Map();
  }
  return snapshots;
}

function snapshotOf(block: ReadonlyMap<string, string>): ProgressSnapshot {
  const frame = integer(block.get('frame'));
  const totalSizeBytes = integer(block.get('total_size'));
  const outTimeUs = outTime(block);
  const speed = /^(\d+\.?\d*|\.\d+)(e[+-]\d{1,2})?x$/.exec(block.get('speed') ?? '')?.[0];
  const digits = /^[\d.]*/.exec(speed ?? '')?.[0].replace('.', '').length ?? 0;
  return {
    ...(frame !== undefined && frame >= 0 && { frame }),
    ...(totalSizeBytes !== undefined && totalSizeBytes >= 0 && { totalSizeBytes }),
    ...(outTimeUs !== undefined && { outTimeUs }),
    ...(speed !== undefined && digits <= 15 && { speed: Number(speed.slice(0, -1)) }),
    end: block.get('progress') === 'end',
  };
}

function outTime(block: ReadonlyMap<string, string>): number | undefined {
  if (block.has('out_time_us')) return integer(block.get('out_time_us'));
  if (block.has('out_time_ms')) return integer(block.get('out_time_ms'));
  const parts = /^(-?)(\d+):([0-5]\d):([0-5]\d)(?:\.(\d*))?$/.exec(block.get('out_time') ?? '');
  if (parts === null) return undefined;
  const [, sign, hours, minutes, seconds, fraction = ''] = parts;
  const whole = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  const us = whole * 1e6 + Number(fraction.slice(0, 6).padEnd(6, '0'));
  if (us > Number.MAX_SAFE_INTEGER) return undefined;
  return sign === '-' && us > 0 ? -us : us;
}

function integer(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d+$/.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) return undefined;
  return value === 0 ? 0 : value;
}
