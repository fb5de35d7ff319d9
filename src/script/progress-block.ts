import type { MediaState } from './media-state.js';

/** One block of `-progress` output as it is printed; an absent value is printed as N/A. */
export interface PrintedBlock {
  readonly outTimeUs?: number;
  readonly totalSizeBytes?: number;
  readonly speed?: number;
  /** Absent: no line at all, as for audio alone. */
  readonly frame?: number;
  readonly end: boolean;
}

const FRAMES_PER_SECOND = 25;

/** The block that an honest ffmpeg prints where the media stands. */
export function blockAt(media: MediaState, end = false): PrintedBlock {
  const { outTimeUs, totalSizeBytes, speed, hasVideo } = media;
  // Nearly every block has all of it; spreads would take longer than all the rest.
  if (speed !== undefined && hasVideo) {
    return { outTimeUs, totalSizeBytes, speed, frame: frameAt(outTimeUs), end };
  }
  return {
    outTimeUs,
    totalSizeBytes,
    ...(speed !== undefined && { speed }),
    ...(hasVideo && { frame: frameAt(outTimeUs) }),
    end,
  };
}

/** The number of the frame at that time. */
export function frameAt(outTimeUs: number): number {
  return Math.max(0, Math.floor((outTimeUs / 1_000_000) * FRAMES_PER_SECOND));
}

/** The lines of ffmpeg 5.1, in its order and with its spaces. */
export function formatBlock(block: PrintedBlock): string {
  const us = block.outTimeUs;
  const lines = [
    ...(block.frame === undefined ? [] : [`frame=${block.frame}`, `fps=${fps(block)}`, 'stream_0_0_q=-1.0']),
    `bitrate=${bitrate(block)}`,
    `total_size=${block.totalSizeBytes ?? 'N/A'}`,
    `out_time_us=${us ?? 'N/A'}`,
    // ffmpeg's own slip: this one is in microseconds too.
    `out_time_ms=${us ?? 'N/A'}`,
    `out_time=${us === undefined ? 'N/A' : clockTime(us, 6)}`,
    'dup_frames=0',
    'drop_frames=0',
    `speed=${speed(block)}`,
    `progress=${block.end ? 'end' : 'continue'}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The line that ffmpeg keeps overwriting on stderr where nobody asked for `-nostats`. */
export function formatStats(block: PrintedBlock): string {
  const frame = block.frame === undefined ? '' : `frame=${pad(block.frame, 5)} fps=${fps(block)} q=-1.0 `;
  const kibibytes =
    block.totalSizeBytes === undefined ? 'N/A' : pad(Math.floor(block.totalSizeBytes / 1024), 8);
  const size = `${block.end ? 'L' : ''}size=${kibibytes}kB`;
  const time = `time=${block.outTimeUs === undefined ? 'N/A' : clockTime(block.outTimeUs, 2)}`;
  return `${frame}${size} ${time} bitrate=${bitrate(block)} speed=${speed(block)}    ${block.end ? '\n' : '\r'}`;
}

function bitrate(block: PrintedBlock): string {
  const { outTimeUs, totalSizeBytes } = block;
  if (outTimeUs === undefined || totalSizeBytes === undefined || outTimeUs <= 0) return 'N/A';
  return `${((totalSizeBytes * 8000) / outTimeUs).toFixed(1).padStart(6)}kbits/s`;
}

function speed(block: PrintedBlock): string {
  return block.speed === undefined ? 'N/A' : `${general(block.speed).padStart(4)}x`;
}

function fps(block: PrintedBlock): string {
  return ((block.speed ?? 0) * FRAMES_PER_SECOND).toFixed(2);
}

/** C's `%.3g`. */
function general(value: number): string {
  const rounded = Number(value.toPrecision(3));
  if (rounded !== 0 && (Math.abs(rounded) >= 1000 || Math.abs(rounded) < 0.0001)) {
    const [digits, exponent = '+0'] = rounded.toExponential().split('e');
    return `${digits}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
  }
  return String(rounded);
}

function clockTime(us: number, digits: number): string {
  const whole = Math.abs(us);
  const totalSeconds = Math.floor(whole / 1_000_000);
  const parts = [Math.floor(totalSeconds / 3600), Math.floor(totalSeconds / 60) % 60, totalSeconds % 60];
  const fraction = String(whole % 1_000_000)
    .padStart(6, '0')
    .slice(0, digits);
  return `${us < 0 ? '-' : ''}${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${fraction}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width);
}
