/** Schemes that are taken for a URL; everything else is the name of a file. */
const REMOTE = /^(?:https?|tcp):\/\//i;

/**
 * How a recording is named to ffmpeg. A path gets the prefix `file:`, so that a leading dash, a colon or a
 * percent sign in it is only part of a name; `http:`, `https:` and `tcp:` URLs stay as they are.
 */
export function inputUrl(path: string): string {
  return REMOTE.test(path) ? path : `file:${path}`;
}

/**
 * Containers that hold their media themselves. A playlist under the name of a recording (HLS, DASH, concat)
 * would make ffmpeg open whatever it lists.
 */
const FORMATS = 'mpegts,mpeg,matroska,webm,mov,mp4';

/**
 * How far into a recording codecs are looked for. A capture that starts inside a GOP of a high bitrate shows
 * its parameters later than ffmpeg's own 5 MB. ffprobe and ffmpeg look equally far, so that they agree.
 */
const PROBE_DEPTH = ['-probesize', '20M', '-analyzeduration', '10M'] as const;

/** The options that open a recording, for ffmpeg and ffprobe alike, without the input itself. */
export function inputOptions(input: string): string[] {
  const protocols = REMOTE.test(input) ? 'http,https,tcp,tls' : 'file';
  return ['-protocol_whitelist', protocols, '-format_whitelist', FORMATS, ...PROBE_DEPTH];
}
