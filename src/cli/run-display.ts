import { escapeControl } from '../base/escape.js';
import type { ScenarioResult } from '../harness/result.js';
import { clip } from '../report/clip.js';
import { scenarioLine, type TableStyle } from '../report/verdict-table.js';
import { type Output, printLine } from './io.js';

/** Shows on stderr how a run goes, scenario by scenario. */
export interface RunDisplay {
  started(id: string): void;
  finished(result: ScenarioResult): void;
  /** Leaves the cursor at the start of a line. */
  close(): void;
}

/** Of what a run has several, so that a line has to name its own. */
export type Several = Parameters<typeof scenarioLine>[2];

export const SILENT: RunDisplay = { started: () => {}, finished: () => {}, close: () => {} };

/** One line for each finished scenario. */
export function lineRunDisplay(
  output: Output,
  total: number,
  style: TableStyle,
  several: Several = [],
): RunDisplay {
  let done = 0;
  const digits = String(total).length;
  return {
    started: () => {},
    finished: (result) => {
      done += 1;
      const count = `[${String(done).padStart(digits)}/${total}] `;
      const columns = style.columns - count.length;
      printLine(output, count + scenarioLine(result, { ...style, columns }, several));
    },
    close: () => {},
  };
}

const ERASE_LINE = '\r\u001b[K';

/** One line that says what is being played, rewritten in place; what did not hold stays above it. */
export function liveRunDisplay(
  output: Output,
  total: number,
  style: TableStyle,
  several: Several = [],
): RunDisplay {
  const playing = new Set<string>();
  let done = 0;
  let bad = 0;
  const draw = (): void => {
    const trouble = bad === 0 ? '' : `, ${bad} not held`;
    const text = `${done}/${total} done${trouble}  ${[...playing].map(escapeControl).join(', ')}`;
    // One column stays free: a full line would move the cursor to the next.
    output.write(`${ERASE_LINE}${clip(text, Math.min(style.columns, output.columns ?? 80) - 1)}`);
  };
  return {
    started: (id) => {
      playing.add(id);
      draw();
    },
    finished: (result) => {
      playing.delete(result.scenario);
      done += 1;
      if (result.status !== 'held') {
        bad += 1;
        output.write(`${ERASE_LINE}${scenarioLine(result, style, several)}\n`);
      }
      draw();
    },
    close: () => void output.write(ERASE_LINE),
  };
}
