import type { Measured } from '../measure/measure-recording.js';
import type { Trial } from '../measure/try-line.js';
import { UNCHANGED } from '../our-lines.js';

/**
 * All that was measured of one recording, as JSON with a run a line: thousands of lines less than one with a value a line, and
 * still one that two reports can be compared by.
 */
export function recordingText(v: number, measured: readonly Measured[]): string {
  const parts = measured.map((each) => fieldsText({ ...each, experiments: brief(each.experiments) }));
  return `{"v":${v},"measured":[\n${parts.join(',\n')}\n]}\n`;
}

/** Most changes of a command line change no message: then it is said so, and the messages stand once. */
function brief(experiments: readonly Trial[]): object[] {
  const base = messagesText(experiments.find(({ id }) => id === UNCHANGED));
  return experiments.map((trial) => {
    if (trial.id === UNCHANGED || messagesText(trial) !== base) return trial;
    const { messages: _, ...rest } = trial;
    return { ...rest, messagesAs: UNCHANGED };
  });
}

function messagesText(trial: Trial | undefined): string {
  return JSON.stringify(trial?.messages);
}

/** A field a line, and an element a line where the field is a list. */
function fieldsText(fields: object): string {
  const lines = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`);
  return `{\n${lines.join(',\n')}\n}`;
}

function valueText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  return `[\n${value.map((element) => JSON.stringify(element)).join(',\n')}\n]`;
}
