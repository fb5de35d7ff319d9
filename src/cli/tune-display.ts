import { canRedraw, columnsOf, type Io, printLine } from './io.js';

/** Shows on stderr how far the reading is. */
export interface TuneProgress {
  readonly run: () => void;
  readonly file: () => void;
  readonly close: () => void;
}

const ERASE_LINE = '\r\u001b[K';

/** So many runs are read between two words; a terminal hears more often. */
const RUNS_BETWEEN_LINES = 1000;
const RUNS_BETWEEN_UPDATES = 20;

/** One line that is rewritten on a terminal; elsewhere a line now and then. */
export function tuneProgress({ stderr, env }: Io, files: number): TuneProgress {
  const live = canRedraw(stderr, env);
  let runs = 0;
  let done = 0;
  const text = (): string => `${done}/${files} files, ${runs} runs read and replayed`;
  const draw = (): void => void stderr.write(`${ERASE_LINE}${text().slice(0, columnsOf(stderr) - 1)}`);
  return {
    run: () => {
      runs++;
      if (live && runs % RUNS_BETWEEN_UPDATES === 0) draw();
      else if (!live && runs % RUNS_BETWEEN_LINES === 0) printLine(stderr, text());
    },
    file: () => {
      done++;
    },
    close: () => {
      if (live) stderr.write(ERASE_LINE);
    },
  };
}
