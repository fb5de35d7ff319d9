import { SingleBar } from 'cli-progress';
import { formatDuration } from '../base/duration.js';
import type { BenchProgress } from '../bench/bench-run.js';
import { monotonicMs } from '../node/clock.js';
import { canRedraw, type Io, type Output, printLine } from './io.js';

/** Shows on stderr how far a benchmark is, and about how long it still takes. */
export interface BenchDisplay {
  see(progress: BenchProgress): void;
  /** Leaves the cursor at the start of a line. */
  close(): void;
}

export function benchDisplay(io: Io): BenchDisplay {
  return canRedraw(io.stderr, io.env) ? benchBar(io.stderr) : benchLines(io.stderr);
}

const LINE_EVERY_MS = 10_000;

/** One line at the start of each part, at its end, and now and then between. */
export function benchLines(output: Output, now: () => number = monotonicMs): BenchDisplay {
  let saidMs = Number.NEGATIVE_INFINITY;
  return {
    see: ({ part, done, total, leftMs }) => {
      const nowMs = now();
      if (done > 0 && done < total && nowMs - saidMs < LINE_EVERY_MS) return;
      saidMs = nowMs;
      printLine(output, `${part} ${done}/${total}, about ${leftText(leftMs)} left`);
    },
    close: () => {},
  };
}

const BAR_COLUMNS = 24;

export function benchBar(output: Output): BenchDisplay {
  const bar = new SingleBar({
    stream: output,
    format: '{bar} {part} {value}/{total}  about {left} left',
    barsize: BAR_COLUMNS,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    // Ending everything in order on Ctrl-C is the command's.
    gracefulExit: false,
  });
  let shown: BenchProgress['part'] | undefined;
  return {
    see: ({ part, done, total, leftMs }) => {
      const fields = { part, left: leftText(leftMs) };
      if (shown === part && done > 0) bar.update(done, fields);
      else bar.start(total, done, fields);
      shown = part;
    },
    close: () => {
      if (shown !== undefined) bar.stop();
      shown = undefined;
    },
  };
}

/** Seconds are no more than a guess. */
function leftText(leftMs: number): string {
  return formatDuration(Math.ceil(leftMs / 1000) * 1000);
}
