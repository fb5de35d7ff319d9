import type { Measured } from '../measure/measure-recording.js';
import { isRight, type Trial } from '../measure/try-line.js';
import { UNCHANGED } from '../our-lines.js';

/** What one change of the default command line does to the recordings, with one pair of binaries. */
export interface Effect {
  readonly id: string;
  readonly tools: string;
  readonly tried: number;
  readonly right: number;
  /** Recordings that the unchanged line gets right and the changed one does not, with what is wrong. */
  readonly harmed: readonly Harm[];
  /** Recordings that only the changed line gets right. */
  readonly helped: readonly string[];
}

export interface Harm {
  readonly recording: string;
  readonly because: string;
}

/** The effect of every experiment, in the order in which they were made. Seeks are left out: they are in both. */
export function effectsOf(measured: readonly Measured[]): Effect[] {
  const tools = [...new Set(measured.map((each) => each.tools))];
  const ids = idsOf(measured);
  return tools.flatMap((name) => {
    const rows = measured.filter((each) => each.tools === name);
    return ids.map((id) => effectOf(id, name, rows));
  });
}

function idsOf(measured: readonly Measured[]): string[] {
  const ids = new Set(measured.flatMap(({ experiments }) => experiments.map(({ id }) => id)));
  return [...ids].filter((id) => id !== UNCHANGED);
}

function effectOf(id: string, tools: string, rows: readonly Measured[]): Effect {
  const pairs = rows.flatMap(({ recording, experiments }) => {
    const changed = experiments.find((trial) => trial.id === id);
    const base = experiments.find((trial) => trial.id === UNCHANGED);
    return changed === undefined || base === undefined ? [] : [{ recording, changed, base }];
  });
  return {
    ...{ id, tools, tried: pairs.length },
    right: pairs.filter(({ changed }) => isRight(changed)).length,
    harmed: pairs
      .filter(({ base, changed }) => isRight(base) && !isRight(changed))
      .map(({ recording, changed }) => ({ recording, because: whatIsWrong(changed) })),
    helped: pairs
      .filter(({ base, changed }) => !isRight(base) && isRight(changed))
      .map(({ recording }) => recording),
  };
}

export function whatIsWrong({ exit, judgement }: Trial): string {
  if (exit !== '0') return `exits ${exit}`;
  return judgement === undefined ? 'an empty output' : judgement.wrongs.join(', ');
}

/** An option that two versions both accept and that makes another film of the same recording. */
export interface Reinterpretation {
  readonly id: string;
  readonly recording: string;
  readonly outcomes: readonly { readonly tools: string; readonly outcome: string }[];
}

/** Where the unchanged line comes to the same with all binaries, and the changed one does not. */
export function reinterpretations(measured: readonly Measured[]): Reinterpretation[] {
  const recordings = [...new Set(measured.map(({ recording }) => recording))];
  const ids = idsOf(measured);
  return ids.flatMap((id) =>
    recordings.flatMap((recording) => {
      const rows = measured.filter((each) => each.recording === recording);
      const bases = rows.flatMap(
        ({ experiments }) => experiments.find((trial) => trial.id === UNCHANGED) ?? [],
      );
      const outcomes = rows.flatMap(({ tools, experiments }) => {
        const trial = experiments.find((each) => each.id === id);
        return trial?.exit === '0' ? [{ tools, outcome: isRight(trial) ? 'right' : whatIsWrong(trial) }] : [];
      });
      const same = bases.length > 1 && bases.every(isRight);
      const differs = new Set(outcomes.map(({ outcome }) => outcome === 'right')).size > 1;
      return same && differs ? [{ id, recording, outcomes }] : [];
    }),
  );
}
