import type { Actor } from './actor.js';
import type { MediaState } from './media-state.js';
import type { Op } from './op.js';
import type { Step } from './step.js';
import { faultNamed } from './vocabulary.js';

/** A script that is being played. */
export interface Playback {
  /** Drops what is left of the script, and the operation that is under way, and plays these instead. */
  divert(ops: Iterable<Op>): void;
}

/**
 * Plays a script: the one interpreter of fake behaviour, in every world. It asks the actor for one operation
 * at a time, in a loop, so that a long script costs neither stack nor memory.
 *
 * A script that has come to its end exits with 0 and does nothing about its output: a healthy run says
 * `complete`, and one that does not exit says `hang`.
 */
export function play(steps: readonly Step[], media: MediaState, actor: Actor): Playback {
  return playOps(opsOf(steps, media), actor);
}

/** The operations of a script, made one by one as they are asked for. */
export function* opsOf(steps: readonly Step[], media: MediaState): Iterable<Op> {
  for (const step of steps) yield* faultNamed(step.fault).play(step.config as never, media);
  yield { op: 'exit', code: 0 };
}

/** Plays operations. After the last one nothing more is asked of the actor. */
export function playOps(ops: Iterable<Op>, actor: Actor): Playback {
  let current = ops[Symbol.iterator]();
  let turn = 0;
  let looping = false;
  let goOn = false;

  const loop = (): void => {
    goOn = true;
    if (looping) return;
    looping = true;
    while (goOn) {
      const next = current.next();
      if (next.done === true) break;
      goOn = false;
      const mine = ++turn;
      const done = actor.perform(next.value, () => {
        if (mine === turn) loop();
      });
      if (done && mine === turn) goOn = true;
    }
    looping = false;
  };

  loop();
  return {
    divert: (instead) => {
      turn++;
      current = instead[Symbol.iterator]();
      loop();
    },
  };
}
