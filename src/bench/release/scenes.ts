/**
 * The stalls whose end is measured: one of the fake, five of real ffmpeg. In the first three its input stops in
 * mid-file, as a FIFO whose writer says no more, or a server that no longer sends.
 */
export const SCENES = [
  'fake',
  'silent FIFO',
  'TCP stops',
  'HTTP stops',
  'SIGSTOP',
  'stderr undrained',
] as const;

export type Scene = (typeof SCENES)[number];

/** How the origin of the bytes is opened. */
export const SOURCES: Readonly<Record<Scene, 'none' | 'fifo' | 'tcp' | 'http'>> = {
  fake: 'none',
  'silent FIFO': 'fifo',
  'TCP stops': 'tcp',
  'HTTP stops': 'http',
  SIGSTOP: 'fifo',
  'stderr undrained': 'fifo',
};
