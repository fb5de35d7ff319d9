/**
 * What the container of a fake recording calls its streams: ffprobe tells it, and `-map` may ask for it. The audio has
 * its own number even where there is no video.
 */
export const STREAM_PIDS = { video: 0x100, audio: 0x101 } as const;
