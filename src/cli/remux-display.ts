import { SingleBar } from 'cli-progress';
import pc from 'picocolors';
import { formatDuration } from '../base/duration.js';
import { formatSize } from '../base/size.js';
import type { JobEvent } from '../supervisor/events.js';
import { canRedraw, type Io, type Output, printJson, printLine, wantsColour } from './io.js';
import { mediaTime, percentOf, sentenceOf, speedOf } from './remux-words.js';

/** Shows on stderr how one job goes. */
export interface RemuxDisplay {
  see(event: JobEvent): void;
  /** Leaves the cursor at the start of a line. */
  close(): void;
}

type ProgressEvent = Extract<JobEvent, { event: 'progress' }>;

export function remuxDisplay(io: Io, json: boolean): RemuxDisplay {
  if (json) return { see: (event) => printJson(io.stderr, event), close: () => {} };
  const { stderr, env } = io;
  return canRedraw(stderr, env) ? barDisplay(stderr, wantsColour(stderr, env)) : lineDisplay(stderr);
}

const EVERY_FRACTION = 0.1;
const EVERY_MS = 10_000;

/** One line at each event that matters, and one for every tenth or every ten seconds of progress. */
export function lineDisplay(output: Output): RemuxDisplay {
  let saidFraction = 0;
  let saidAtMs = Number.NEGATIVE_INFINITY;
  const isNews = (event: ProgressEvent): boolean =>
    event.progress.end ||
    event.atMs - saidAtMs >= EVERY_MS ||
    Math.abs((event.fraction ?? saidFraction) - saidFraction) >= EVERY_FRACTION;
  return {
    see(event) {
      if (event.event !== 'progress') {
        const sentence = sentenceOf(event);
        if (sentence !== undefined) printLine(output, sentence);
        return;
      }
      if (!isNews(event)) return;
      saidFraction = event.fraction ?? saidFraction;
      saidAtMs = event.atMs;
      const size = formatSize(event.progress.totalSizeBytes ?? 0);
      const percent = percentOf(event.fraction).padStart(3);
      printLine(output, `${percent} %  ${mediaTime(event.progress)}  ${speedOf(event.progress)}  ${size}`);
    },
    close: () => {},
  };
}

const BAR_TOTAL = 1000;

/** A progress bar; what else happens is printed above it. */
export function barDisplay(output: Output, colour: boolean): RemuxDisplay {
  const colours = pc.createColors(colour);
  const bar = new SingleBar({
    stream: output,
    format: `{bar} {percent} %  {time}  {speed}  {size}${colours.dim('{note}')}`,
    barsize: Math.max(10, Math.min(40, (output.columns ?? 80) - 52)),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    // It would handle SIGINT by itself; ending the job in order is ours.
    gracefulExit: false,
  });
  let shown = false;
  let last: ProgressEvent | undefined;
  const draw = (event: ProgressEvent, note: string): void => {
    const fields = {
      percent: percentOf(event.fraction).padStart(3),
      time: mediaTime(event.progress),
      speed: speedOf(event.progress),
      size: formatSize(event.progress.totalSizeBytes ?? 0),
      note,
    };
    const value = Math.round(Math.min(1, Math.max(0, event.fraction ?? 0)) * BAR_TOTAL);
    if (shown) bar.update(value, fields);
    else bar.start(BAR_TOTAL, value, fields);
    shown = true;
  };
  const hide = (): void => {
    if (shown) bar.stop();
    shown = false;
  };
  return {
    see(event) {
      if (event.event === 'progress') {
        last = event;
        draw(event, '');
        return;
      }
      const sentence = sentenceOf(event);
      if (sentence === undefined) return;
      if (event.event === 'silent' && last !== undefined) {
        draw(last, `  ${event.working ? 'working' : 'silent'} ${formatDuration(event.silentForMs)}`);
        return;
      }
      hide();
      printLine(output, event.event === 'stalled' ? colours.red(sentence) : sentence);
    },
    close: hide,
  };
}
