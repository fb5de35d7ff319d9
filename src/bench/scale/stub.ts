import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a thousand jobs run: small enough that all of them fit into any machine. */
export interface Stubs {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

const PROBE = JSON.stringify({
  streams: [
    { index: 0, codec_type: 'video', codec_name: 'h264', pix_fmt: 'yuv420p', width: 160, height: 90 },
  ],
  format: { format_name: 'mpegts', duration: '3600.0', size: '1000' },
});

const BLOCK = 'out_time_us=1000000\\ntotal_size=100000\\nprogress=continue\\n';

/**
 * An ffmpeg that is silent until the gate is let go, tells of one advance, and is silent for good: all of them at the
 * same moment, because the end of a pipe reaches all readers at once.
 * @param gate a FIFO
 */
export function writeStubs(folder: string, gate: string): Stubs {
  const stubs = { ffmpeg: join(folder, 'ffmpeg'), ffprobe: join(folder, 'ffprobe') };
  writeFileSync(stubs.ffmpeg, `#!/bin/sh\nread -r _ <'${gate}'\nprintf '${BLOCK}'\nexec sleep 3600\n`);
  writeFileSync(stubs.ffprobe, `#!/bin/sh\necho '${PROBE}'\n`);
  for (const stub of Object.values(stubs)) chmodSync(stub, 0o755);
  return stubs;
}
