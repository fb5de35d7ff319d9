/** Which ffmpeg a binary is, by what `-version` prints. */
export interface FfmpegVersion {
  /** As it calls itself: `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  readonly name: string;
  /** The release that it is, or that a snapshot follows: `5.1.9`, `4.1`; undefined where nothing tells. */
  readonly release: string | undefined;
}

/** libavformat's number in each release. Snapshots have no other mark of their age. */
const LIBAVFORMAT: readonly (readonly [number, number, string])[] = [
  [57, 56, '3.2'],
  [57, 71, '3.3'],
  [57, 83, '3.4'],
  [58, 12, '4.0'],
  [58, 20, '4.1'],
  [58, 29, '4.2'],
  [58, 45, '4.3'],
  [58, 76, '4.4'],
  [59, 16, '5.0'],
  [59, 27, '5.1'],
  [60, 3, '6.0'],
  [60, 16, '6.1'],
  [61, 1, '7.0'],
  [61, 7, '7.1'],
  [62, 3, '8.0'],
];

/** Reads what `ffmpeg -version` or `ffprobe -version` prints. @returns undefined for anything else */
export function readFfmpegVersion(text: string): FfmpegVersion | undefined {
  const name = /^ff(?:mpeg|probe) version (\S{1,100})/m.exec(text)?.[1];
  if (name === undefined) return undefined;
  const told = /^n?(\d+\.\d+(?:\.\d+)?)/.exec(name)?.[1];
  return { name, release: told ?? releaseOf(text) };
}

function releaseOf(text: string): string | undefined {
  const [, major, minor] = /^libavformat +(\d+)\. *(\d+)\./m.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return LIBAVFORMAT.findLast(
    ([itsMajor, itsMinor]) =>
      Number(major) > itsMajor || (Number(major) === itsMajor && Number(minor) >= itsMinor),
  )?.[2];
}

/** Orders releases such as `5.1.9` and `6.0`: negative where the first is the older one. */
export function compareReleases(a: string, b: string): number {
  const [left, right] = [a, b].map((release) => release.split('.').map(Number));
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
