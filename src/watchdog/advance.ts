/** The part of a progress block that the watchdog looks at. */
export interface ProgressReading {
  readonly outTimeUs?: number;
  readonly totalSizeBytes?: number;
  readonly end: boolean;
}

/**
 * What an output holds before any media: ffmpeg 5 and 7 report `total_size=44` at once, 2018 builds 48, and
 * neither is progress.
 */
export const HEADER_BYTES = 1024;

/** The furthest that ffmpeg has come. Only going beyond it is progress. */
export interface Maxima {
  readonly outTimeUs: number;
  readonly totalSizeBytes: number;
}

export const NO_ADVANCE: Maxima = { outTimeUs: 0, totalSizeBytes: HEADER_BYTES };

/**
 * Output time or output size went beyond all earlier values. Repeated, absent (N/A), backward and oscillating
 * values are a heartbeat: ffmpeg 7 keeps printing them while it is stalled.
 * @returns the new maxima, or undefined when nothing advanced.
 */
export function advance(maxima: Maxima, reading: ProgressReading): Maxima | undefined {
  const outTimeUs = Math.max(maxima.outTimeUs, reading.outTimeUs ?? maxima.outTimeUs);
  const totalSizeBytes = Math.max(maxima.totalSizeBytes, reading.totalSizeBytes ?? maxima.totalSizeBytes);
  if (outTimeUs === maxima.outTimeUs && totalSizeBytes === maxima.totalSizeBytes) return undefined;
  return { outTimeUs, totalSizeBytes };
}
