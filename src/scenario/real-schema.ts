import { z } from 'zod';
import { closedMap, oneOf } from './closed-map.js';
import { stepsSchema } from './fault-schema.js';
import { FEED_DEEDS } from './feed-deeds.js';
import { FEEDS_THROUGH, PRESETS, REAL_OUTPUTS, REAL_PROBES } from './real-play.js';
import { sizeSchema } from './units.js';

/** The form of what happens to a real ffmpeg. */
export const realSchema = closedMap('setting', {
  twin: z
    .string()
    .min(1)
    .optional()
    .describe('A scenario with a fake that shows the same: what happens must agree'),
  through: oneOf('way', FEEDS_THROUGH)
    .optional()
    .describe('How ffmpeg gets the recording: the file itself, or fed by the harness. Default file'),
  feed: stepsSchema(FEED_DEEDS, { id: 'deed', description: 'One thing that the source does.' })
    .optional()
    .describe('What the source does, in order; then it sends what is left and ends'),
  picture: z
    .string()
    .regex(/^[1-9]\d{1,3}x[1-9]\d{1,3}$/, { error: 'expected width and height, such as 320x180' })
    .optional()
    .describe('Width and height of the picture. Default 320x180'),
  damaged: z
    .number()
    .min(0)
    .max(500)
    .optional()
    .describe('How many of a thousand packets of the recording are damaged. Default 0'),
  storage: sizeSchema
    .optional()
    .describe('What ffmpeg may read and write in a second of real time. Default: as much as it can'),
  output: oneOf('output', REAL_OUTPUTS)
    .optional()
    .describe('fifo: the output is a FIFO that nobody reads. Default file'),
  probe: oneOf('probe', REAL_PROBES)
    .optional()
    .describe('silent: ffprobe gets a FIFO that nobody writes to. Default file'),
  preset: oneOf('preset', PRESETS).optional().describe("In the place of the supervisor's own x264 preset"),
})
  .refine(({ through = 'file', feed }) => (through === 'file') === (feed === undefined), {
    error: 'expected a feed for what is fed (through fifo, tcp or http), and none for a file',
  })
  .meta({ id: 'real', description: 'What happens to a real ffmpeg (engine ffmpeg), on every rung alike' });

export type RealForm = z.infer<typeof realSchema>;
