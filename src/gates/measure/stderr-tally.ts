import { escapeControl } from '../../base/escape.js';
import { STDERR_LEVELS, type StderrLevel } from '../../ffmpeg/stderr-rule.js';

/** How often a message was printed in one run, and at which level. Which entry of a catalogue it is shows later. */
export interface MessageCount {
  /** The line with what differs from run to run taken out. */
  readonly template: string;
  /** The first such line as it was printed, where that says more. */
  readonly sample?: string;
  readonly level: StderrLevel;
  readonly count: number;
}

/** More kinds of messages than this in one run are not told apart. */
const MOST_TEMPLATES = 200;
const TEMPLATE_CHARS = 160;
const SAMPLE_CHARS = 300;
const OTHERS = '(others)';

/** Counts the lines of a run at `-loglevel +repeat+level+verbose` by message and level. Bounded, whatever is printed. */
export class StderrTally {
  readonly #counts = new Map<string, { -readonly [K in keyof MessageCount]: MessageCount[K] }>();
  readonly #isWanted: (talk: string) => boolean;

  /** @param isWanted picks lines at info and verbose, which are mostly talk; all graver ones are counted */
  constructor(isWanted: (talk: string) => boolean) {
    this.#isWanted = isWanted;
  }

  push(line: string): void {
    if (line.trim() === '') return;
    const level = levelOf(line);
    if ((level === 'info' || level === 'verbose') && !this.#isWanted(line)) return;
    // Addresses differ from run to run and say nothing.
    const sample = line.slice(0, SAMPLE_CHARS).replace(/ @ 0x[0-9a-f]+\]/g, ' @ 0x0]');
    this.#count(level, templateOf(line), escapeControl(sample));
  }

  /** By level and message, whatever the order in which they came. */
  counts(): MessageCount[] {
    return [...this.#counts.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, count]) => ({ ...count }));
  }

  #count(level: StderrLevel, template: string, sample: string): void {
    const key = `${level} ${template}`;
    const known = this.#counts.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#counts.size < MOST_TEMPLATES || template === OTHERS) {
      this.#counts.set(key, { template, ...(sample !== template && { sample }), level, count: 1 });
    } else this.#count('raw', OTHERS, OTHERS);
  }
}

/** The mark that `-loglevel level` sets behind the name of the component. */
function levelOf(line: string): StderrLevel {
  const mark = /^(?:\[[^\]]* @ 0x[0-9a-f]+\] )*\[(\w+)\] /.exec(line)?.[1];
  return STDERR_LEVELS.find((level) => level === mark) ?? (mark === 'panic' ? 'fatal' : 'raw');
}

/** The message without addresses, numbers and paths. Names such as h264 stay. */
function templateOf(line: string): string {
  const bare = line
    .replace(/ @ 0x[0-9a-f]+\]/g, ']')
    .replace(/\bfile:\S+/g, 'FILE')
    .replace(/0x[0-9a-f]+/gi, 'N')
    .replace(/(?<![\w.])-?\d+(?:\.\d+)?/g, 'N');
  return escapeControl(bare.slice(0, TEMPLATE_CHARS));
}
