import type { StderrEntry } from './entry.js';

/** What muxers say about time stamps. */
export const TIMESTAMPS: readonly StderrEntry[] = [
  {
    id: 'non-monotonic-dts',
    pattern:
      /Non-monoton(?:ous|ic) DTS(?: in output stream|[;,] previous)|non monotonically increasing dts to muxer/,
    example:
      '[mp4 @ 0x55d0c1e0a2c0] Non-monotonous DTS in output stream 0:0; previous: 3003, current: 3002; changing to 3004. This may result in incorrect timestamps in the output file.',
    level: 'warning',
    versions: 'monotonous up to 6.0, monotonic from 6.1; non monotonically (error) in all',
    action: 'next-rung',
  },
  {
    id: 'unset-timestamps',
    pattern:
      /Timestamps are unset in a packet for stream|Can't write packet with unknown timestamp|first pts and dts value must be set/,
    example:
      '[mp4 @ 0x55d0c1e0a2c0] Timestamps are unset in a packet for stream 0. This is deprecated and will stop working in the future. Fix your code to set the timestamps properly',
    level: 'warning',
    versions: 'all',
    action: 'next-rung',
  },
  {
    id: 'pts-before-dts',
    pattern: /pts \(-?\w+\) < dts \(-?\w+\) in stream/,
    example: '[mp4 @ 0x55d0c1e0a2c0] pts (3003) < dts (6006) in stream 0',
    level: 'error',
    versions: 'all',
    action: 'next-rung',
  },
  {
    id: 'invalid-dts',
    pattern:
      /Invalid DTS: \S+ PTS: \S+ in output stream \S+ replacing by guess|Invalid DTS: \S+ PTS: \S+, replacing by guess/,
    example: '[mp4 @ 0x55d0c1e0a2c0] Invalid DTS: 6006 PTS: 3003 in output stream 0:0, replacing by guess',
    level: 'warning',
    versions: 'all',
    action: 'next-rung',
  },
  {
    id: 'queue-overflow',
    pattern: /Too many packets buffered for output stream/,
    example: 'Too many packets buffered for output stream 0:1.',
    level: 'error',
    versions: 'all',
    action: 'next-rung',
  },
  {
    id: 'invalid-duration',
    pattern:
      /Packet with invalid duration|(?:Application provided|Packet) duration: -?\d+ \/ (?:timestamp|dts): -?\d+ .*out of range/,
    example: '[mp4 @ 0x55d0c1e0a2c0] Packet with invalid duration -3003 in stream 0',
    level: 'warning',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'no-pts',
    pattern: /pts has no value/,
    example: '[mp4 @ 0x55d0c1e0a2c0] pts has no value',
    level: 'warning',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'dts-discontinuity',
    pattern: /DTS discontinuity in stream|timestamp discontinuity \(stream id=/,
    example:
      '[mpegts @ 0x55d0c1e0a2c0] DTS discontinuity in stream 0: packet 5 with DTS 1000, packet 6 with DTS 90000',
    level: 'warning',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'past-duration',
    pattern: /Past duration \S+ too large/,
    example: 'Past duration 0.999992 too large',
    level: 'verbose',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'backward-in-time',
    pattern: /Queue input is backward in time/,
    example: '[aac @ 0x55d0c1e0a2c0] Queue input is backward in time',
    level: 'warning',
    versions: 'all',
    action: 'ignore',
  },
  {
    id: 'no-start-time',
    pattern: /start time for stream \d+ is not set|no (?:TS|PTS) found at (?:start|end) of file/,
    example: '[mpegts @ 0x55d0c1e0a2c0] start time for stream 1 is not set in estimate_timings_from_pts',
    level: 'warning',
    versions: 'all',
    action: 'ignore',
  },
];
