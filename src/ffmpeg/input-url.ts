/** What ffmpeg and ffprobe are given to read: a path or URL, or a list of parts that are played as one. */
export type InputSource = string | ConcatSource;

/** The path of a list as `concatList` writes it. */
export interface ConcatSource {
  readonly concatList: string;
}

/** Schemes that are taken for a URL; everything else is the name of a file. */
const REMOTE = /^(?:https?|tcp):\/\//i;

/** Whether an input is fetched over a network. */
export function isRemote(path: string): boolean {
  return REMOTE.test(path);
}

/**
 * How a recording is named to ffmpeg. A path gets the prefix `file:`, so that a leading dash, a colon or a
 * percent sign in it is only part of a name; `http:`, `https:` and `tcp:` URLs stay as they are.
 */
export function inputUrl(source: InputSource): string {
  if (typeof source !== 'string') return `file:${source.concatList}`;
  return isRemote(source) ? source : `file:${source}`;
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

/**
 * The options that open a recording, for ffmpeg and ffprobe alike, without the input itself. Names in a list of parts
 * are taken as they stand; whoever wrote the list has looked at each part by itself.
 */
export function inputOptions(source: InputSource): string[] {
  if (typeof source !== 'string') {
    const formats = `concat,${FORMATS}`;
    return ['-protocol_whitelist', 'file', '-format_whitelist', formats, ...PROBE_DEPTH, ...AS_LIST];
  }
  const protocols = isRemote(source) ? 'http,https,tcp,tls' : 'file';
  return ['-protocol_whitelist', protocols, '-format_whitelist', FORMATS, ...PROBE_DEPTH];
}

/** Absolute names, with a protocol before them, are what `safe` would refuse. */
const AS_LIST = ['-f', 'concat', '-safe', '0'] as const;
