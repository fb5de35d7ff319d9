import { SingleBar } from 'cli-progress';
import type { GatesProgress } from '../gates/run-gates.js';
import { canRedraw, type Io, printLine } from './io.js';

/** Shows on stderr how far the gates are. */
export interface GatesDisplay {
  see(progress: GatesProgress): void;
  /** Leaves the cursor at the start of a line. */
  close(): void;
}

export function gatesDisplay(io: Io): GatesDisplay {
  return canRedraw(io.stderr, io.env) ? barDisplay(io) : lineDisplay(io);
}

/** One line when a recording is begun. */
function lineDisplay({ stderr }: Io): GatesDisplay {
  let said = '';
  return {
    see: ({ done, total, what }) => {
      const subject = what.split(': ')[0] ?? what;
      const line = `[${done}/${total}] ${subject}`;
      if (line !== said) printLine(stderr, line);
      said = line;
    },
    close: () => {},
  };
}

function barDisplay({ stderr }: Io): GatesDisplay {
  const bar = new SingleBar({
    stream: stderr,
    format: '{bar} {value}/{total}  {what}',
    barsize: Math.min(20, (stderr.columns ?? 80) - 60),
    barCompleteChar: '█',
    barIncompleteChar: '░',
    clearOnComplete: true,
    // It would handle SIGINT by itself; ending in order is ours.
    gracefulExit: false,
  });
  let begun = false;
  return {
    see: ({ done, total, what }) => {
      if (!begun) bar.start(total, 0, { what });
      begun = true;
      bar.update(done, { what });
    },
    close: () => bar.stop(),
  };
}
