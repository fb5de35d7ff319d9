import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scenes.js';

/**
 * What every system runs as its ffmpeg. It takes hold of the tether of its job, whose end then dates the death of the
 * last process of the job, and becomes what the job's folder says.
 */
const FFMPEG = `#!/bin/sh
for output do :; done
output=\${output#file:}
folder=\${output%/*}
exec 9>"$folder/tether"
. "$folder/launch"
`;

/** An ffprobe that knows the recording: what is measured begins behind it. */
const PROBE = JSON.stringify({
  streams: [
    { index: 0, codec_type: 'video', codec_name: 'h264', pix_fmt: 'yuv420p', width: 160, height: 90 },
  ],
  format: { format_name: 'mpegts', duration: '3600.0', size: '1000000000' },
});

export interface Shims {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

export function writeShims(folder: string): Shims {
  const shims = { ffmpeg: join(folder, 'ffmpeg'), ffprobe: join(folder, 'ffprobe') };
  writeFileSync(shims.ffmpeg, FFMPEG);
  writeFileSync(shims.ffprobe, `#!/bin/sh\necho '${PROBE}'\n`);
  for (const shim of Object.values(shims)) chmodSync(shim, 0o755);
  return shims;
}

export interface Launch {
  readonly scene: Scene;
  readonly ffmpeg: string;
  readonly toolEnv: Readonly<Record<string, string>>;
  readonly fakeFfmpeg: string;
  readonly planVariable: string;
  readonly planFile: string;
}

/** The shell words by which a shim becomes the ffmpeg of its scene. */
export function launchText({ scene, ffmpeg, toolEnv, fakeFfmpeg, planVariable, planFile }: Launch): string {
  const env = Object.entries(toolEnv).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
  switch (scene) {
    case 'fake':
      return `export ${planVariable}=${quoted(planFile)}\nexec ${quoted(fakeFfmpeg)} "$@"\n`;
    case 'stderr undrained':
      // Everything it could ever say, into a pipe that nobody reads.
      return `${env.join('')}for argument do
  shift
  case $argument in +level+*) argument=trace ;; esac
  set -- "$@" "$argument"
done
exec ${quoted(ffmpeg)} "$@" 2>"$folder/stderr"
`;
    default:
      return `${env.join('')}exec ${quoted(ffmpeg)} "$@"\n`;
  }
}

/** For the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
