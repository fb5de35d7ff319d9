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
export function opsOf(steps: readonly Step[], media: MediaState): Iterable<Op> {
  return { [Symbol.iterator]: () => new ScriptOps(steps, media) };
}

const NO_MORE: IteratorResult<Op> = { done: true, value: undefined };

/** By hand: a generator that hands on what others yield costs more than all that is yielded. */
class ScriptOps implements Iterator<Op> {
  readonly #steps: readonly Step[];
  readonly #media: MediaState;
  #next = 0;
  #current: Iterator<Op> | undefined;

  constructor(steps: readonly Step[], media: MediaState) {
    this.#steps = steps;
    this.#media = media;
  }

  next(): IteratorResult<Op> {
    for (;;) {
      const result = this.#current?.next();
      if (result !== undefined && result.done !== true) return result;
      if (this.#next > this.#steps.length) return NO_MORE;
      this.#current = this.#play(this.#steps[this.#next++]);
    }
  }

  /** After the last step, the end of the script. */
  #play(step: Step | undefined): Iterator<Op> {
    if (step === undefined) return [{ op: 'exit', code: 0 } as const][Symbol.iterator]();
    return faultNamed(step.fault)
      .play(step.config as never, this.#media)
      [Symbol.iterator]();
  }
}

/** Plays operations. After the last one nothing more is asked of the actor. */
export function playOps(ops: Iterable<Op>, actor: Actor): Playback {
  const playback = new OpsPlayback(actor);
  playback.divert(ops);
  return playback;
}

class OpsPlayback implements Playback {
  readonly #actor: Actor;
  #ops: Iterator<Op> | undefined;
  #resume: () => void = () => {};
  #looping = false;
  #goOn = false;

  constructor(actor: Actor) {
    this.#actor = actor;
  }

  divert(ops: Iterable<Op>): void {
    const mine = ops[Symbol.iterator]();
    this.#ops = mine;
    // One for all of these operations: an operation that others have replaced is not heard any more.
    this.#resume = () => {
      if (mine === this.#ops) this.#loop();
    };
    this.#loop();
  }

  #loop(): void {
    this.#goOn = true;
    if (this.#looping) return;
    this.#looping = true;
    while (this.#goOn) {
      const ops = this.#ops;
      const next = ops?.next();
      if (next === undefined || next.done === true) break;
      this.#goOn = false;
      const done = this.#actor.perform(next.value, this.#resume);
      if (done && ops === this.#ops) this.#goOn = true;
    }
    this.#looping = false;
  }
}
