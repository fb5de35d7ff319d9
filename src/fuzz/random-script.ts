import type { ScenarioWatch } from '../scenario/scenario.js';
import type { Step } from '../script/step.js';
import type { Dice } from './dice.js';
import { randomStep, type Setting } from './recipes.js';
import type { Swarm } from './swarm.js';

const MOST_STEPS = 5;

/** What ffmpeg can do and go on. */
const ON_THE_WAY = [
  ...['progress', 'progress', 'trickle', 'heartbeat', 'backwards', 'oscillate', 'not-available', 'split'],
  ...['write', 'finish', 'output', 'finalise', 'wait', 'slow-start', 'hang', 'spin', 'freeze', 'memory'],
  ...['stderr', 'garbage', 'long-line', 'flood', 'close', 'ignore-signals', 'slow-death', 'fork', 'end'],
  ...['wrap', 'stuck'],
] as const;

/** How its script can end; without any of them it exits with 0, whatever its output is. */
const AT_THE_END = ['hang', 'exit', 'exit', 'die', 'spin', 'heartbeat', 'disk-full', 'finish'] as const;

const BEFORE_AN_ANSWER = [
  ...['wait', 'hang', 'spin', 'freeze', 'stderr', 'garbage', 'flood', 'close', 'ignore-signals', 'fork'],
  ...['slow-death', 'stuck'],
] as const;

const ANSWERS = ['answer', 'answer', 'answer-partial', 'answer-garbage', 'exit', 'die', 'hang'] as const;

/** Draws scripts for one run. */
export class ScriptWriter {
  readonly #dice: Dice;
  readonly #swarm: Swarm;
  readonly #setting: Setting;

  constructor(dice: Dice, swarm: Swarm, watch: ScenarioWatch) {
    this.#dice = dice;
    this.#swarm = swarm;
    // A descendant of a descendant shows nothing new.
    const descend = (): readonly Step[] => this.#some(ON_THE_WAY, 3, { ...this.#setting, descend: () => [] });
    this.#setting = { dice, watch, descend };
  }

  ffmpeg(): readonly Step[] {
    const way = this.#repeated(this.#some(ON_THE_WAY, MOST_STEPS, this.#setting));
    if (this.#dice.chance(0.4)) return [...way, randomStep('complete', this.#setting)];
    const end = this.#one(AT_THE_END);
    return [...way, ...this.#lastWords(end), ...end];
  }

  ffprobe(): readonly Step[] {
    const answer = this.#dice.chance(0.5) ? [randomStep('answer', this.#setting)] : this.#one(ANSWERS);
    return [...this.#some(BEFORE_AN_ANSWER, 3, this.#setting), ...answer];
  }

  /** What is harmless once may add up. */
  #repeated(steps: readonly Step[]): readonly Step[] {
    if (!this.#dice.chance(0.1)) return steps;
    return Array.from({ length: this.#dice.whole(2, 3) }, () => steps).flat();
  }

  /** An ffmpeg that ends by itself mostly says why, now and then after much else. */
  #lastWords([end]: readonly Step[]): readonly Step[] {
    const speaks = end?.fault === 'exit' || end?.fault === 'die';
    if (!speaks || this.#dice.chance(0.3)) return [];
    const drowned = this.#dice.chance(0.4);
    return [...(drowned ? this.#one(['flood']) : []), ...this.#one(['stderr'])];
  }

  #some(faults: readonly string[], most: number, setting: Setting): readonly Step[] {
    const enabled = faults.filter((fault) => this.#swarm.faults.has(fault));
    if (enabled.length === 0) return [];
    return Array.from({ length: this.#dice.whole(0, most) }, () =>
      randomStep(this.#dice.pick(enabled) ?? 'wait', setting),
    );
  }

  #one(faults: readonly string[]): readonly Step[] {
    const fault = this.#dice.pick(faults.filter((name) => this.#swarm.faults.has(name)));
    return fault === undefined ? [] : [randomStep(fault, this.#setting)];
  }
}
