import type { StderrEntry } from './entry.js';

/** What stops ffmpeg at its input. No rung reads it better. */
export const INPUT: readonly StderrEntry[] = [
  error(
    'moov-missing',
    /moov atom not found/,
    '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c1e0a2c0] moov atom not found',
  ),
  error(
    'format-refused',
    /Format not on whitelist|Protocol '[^']*' not on whitelist/,
    "[hls @ 0x55d0c1e0a2c0] Format not on whitelist 'mpegts'",
  ),
  error(
    'stream-missing',
    /Stream map '[^']*' matches no streams/,
    "Stream map '0:9' matches no streams.",
    'fatal',
  ),
  error(
    'no-decoder',
    /no decoder found for|Decoder \(codec [^)]*\) not found|Unknown decoder/,
    '[aist#0:1/eac3 @ 0x55d0c1e0a2c0] Decoding requested, but no decoder found for: eac3',
  ),
  error(
    'no-frames',
    /Cannot determine format of input (?:stream )?\S+ after EOF|Could not open encoder before EOF/,
    'Cannot determine format of input stream 0:1 after EOF',
    'error',
    'stream up to 6.1',
  ),
  error('no-such-file', /: No such file or directory$/, 'file:/rec/film.ts: No such file or directory'),
  error(
    'no-permission',
    /: (?:Permission denied|Operation not permitted|Is a directory)$/,
    'file:/rec/film.ts: Permission denied',
  ),
  error(
    'network',
    /: (?:Connection (?:timed out|refused|reset by peer)|Network is unreachable|No route to host|Name or service not known)$|Server returned [45]|HTTP error [45]/,
    'http://box/film.ts: Connection timed out',
  ),
  error(
    'bad-input',
    /: Invalid data found when processing input$/,
    'file:/rec/film.ts: Invalid data found when processing input',
  ),
];

function error(
  id: string,
  pattern: RegExp,
  example: string,
  level: StderrEntry['level'] = 'error',
  versions = 'all',
): StderrEntry {
  return { id, pattern, example, level, versions, action: 'fail' };
}
