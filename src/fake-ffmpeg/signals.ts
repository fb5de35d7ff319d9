import type { PoliteSignal, SignalReaction } from '../script/op.js';
import { PATIENT_SIGNALS } from '../script/signal-reaction.js';

/** What happens on a signal, decided by the reaction that holds when it comes. */
export interface SignalAnswers {
  onSignal(signal: PoliteSignal): void;
  /** The first one that is not ignored. */
  finish(reaction: SignalReaction & { readonly kind: 'finish' }): void;
  /** One too many. */
  hardExit(): void;
}

/** Hears signals. Those that were never trapped do to this process what they do to any. */
export class Signals {
  readonly #reactions = new Map<PoliteSignal, SignalReaction>();
  readonly #answers: SignalAnswers;
  #heard = 0;

  constructor(answers: SignalAnswers) {
    this.#answers = answers;
  }

  trap(signals: readonly PoliteSignal[], reaction: SignalReaction): void {
    for (const signal of signals) {
      if (!this.#reactions.has(signal)) process.on(signal, () => this.#hear(signal));
      this.#reactions.set(signal, reaction);
    }
  }

  #hear(signal: PoliteSignal): void {
    this.#answers.onSignal(signal);
    const reaction = this.#reactions.get(signal);
    if (reaction?.kind !== 'finish') return;
    this.#heard++;
    if (this.#heard === 1) this.#answers.finish(reaction);
    else if (this.#heard > PATIENT_SIGNALS) this.#answers.hardExit();
  }
}
