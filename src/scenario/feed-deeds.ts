import type { FaultForm } from './fault-schema.js';

/** Something that the source of a recording does, in a form like that of a fault. */
export type FeedDeed = FaultForm & { readonly models: string };

const PERCENT = { type: 'number', min: 0, max: 100, default: 100 } as const;

/** What the harness does while it feeds a recording to a real ffmpeg, one step after the other. */
export const FEED_DEEDS: readonly FeedDeed[] = [
  {
    name: 'send',
    summary: 'Passes the recording on up to a point, as fast as it is read or evenly over a time.',
    models: 'A source that works.',
    shorthand: 'percent',
    fields: {
      percent: { ...PERCENT, doc: 'Up to this part of the recording.' },
      over: { type: 'duration', doc: 'Evenly over this time. Without it: as fast as it is read.' },
    },
  },
  {
    name: 'trickle',
    summary: 'Passes the recording on up to a point in a few pieces, with a pause before each.',
    models: 'A tuner, a disk or a line that is nearly dead.',
    shorthand: 'percent',
    fields: {
      percent: { ...PERCENT, doc: 'Up to this part of the recording.' },
      pieces: { type: 'number', min: 1, max: 1000, integer: true, default: 3, doc: 'How many pieces.' },
      every: { type: 'duration', default: '60s', doc: 'Pause before each piece.' },
    },
  },
  {
    name: 'wait',
    summary: 'Sends nothing for a time and keeps the input open.',
    models: 'A disk that spins up, a network mount that comes back.',
    shorthand: 'for',
    fields: { for: { type: 'duration', doc: 'How long.' } },
  },
  {
    name: 'hang',
    summary: 'Sends nothing more, for ever, and keeps the input open.',
    models: 'A dead tuner, mount or server.',
    fields: {},
  },
  {
    name: 'absent',
    summary: 'Never opens its end of the FIFO, so that ffmpeg waits in the very call that opens its input.',
    models: 'A dead mount: open(2) does not come back.',
    fields: {},
  },
  {
    name: 'freeze',
    summary: 'Stops ffmpeg with SIGSTOP, for a time or for ever.',
    models: 'jellyfin 11465: paused and never resumed; a debugger; a frozen container.',
    fields: { for: { type: 'duration', doc: 'How long. Without it: for ever.' } },
  },
  {
    name: 'close',
    summary: 'Ends the input here, as if the recording were that short.',
    models: 'A server that gives up, a recording that is cut short; ffmpeg exits with 0.',
    fields: {},
  },
  {
    name: 'reset',
    summary: 'Breaks the connection off with a reset (through tcp and http).',
    models: 'A server that crashes; ffmpeg tells an input error and exits with 0.',
    fields: {},
  },
];

/** The deed of that name. Throws for any other: scenario files were checked when they were read. */
export function feedDeedNamed(name: string): FeedDeed {
  const deed = FEED_DEEDS.find((one) => one.name === name);
  if (deed === undefined)
    throw new Error(`internal error: no deed of a source is called ${JSON.stringify(name)}`);
  return deed;
}
