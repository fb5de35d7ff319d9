import { ENCODERS } from '../script/known-options.js';

/** The version whose behaviour the fakes have. */
export const VERSION = '5.1.9-fake';

const LIBRARIES = [
  'libavutil      57. 28.100 / 57. 28.100',
  'libavcodec     59. 37.100 / 59. 37.100',
  'libavformat    59. 27.100 / 59. 27.100',
  'libavfilter     8. 44.100 /  8. 44.100',
];

/** The first lines of ffmpeg and ffprobe, and all that `-version` prints. */
export function versionText(tool: 'ffmpeg' | 'ffprobe'): string {
  const lines = [
    `${tool} version ${VERSION} Copyright (c) 2000-2026 stallproof`,
    'configuration: --fake',
    ...LIBRARIES,
  ];
  return `${lines.join('\n')}\n`;
}

/** What a question about ffmpeg itself is answered; undefined when the arguments ask for work. */
export function informationFor(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): string | undefined {
  if (args.includes('-version')) return versionText(tool);
  if (tool !== 'ffmpeg' || !args.includes('-encoders')) return undefined;
  const rows = [...ENCODERS].filter((name) => name !== 'copy');
  const listed = rows.map(
    (name) => ` ${VIDEO_ENCODERS.has(name) ? 'V' : 'A'}....D ${name.padEnd(20)} ${name} (fake)\n`,
  );
  return `Encoders:\n V..... = Video\n A..... = Audio\n ------\n${listed.join('')}`;
}

const VIDEO_ENCODERS = new Set(['libx264', 'libx265', 'mpeg2video', 'mpeg4']);
