import { FAULTS } from '../script/vocabulary.js';
import type { Dice } from './dice.js';

/** What can go wrong besides the steps of scripts. */
export const TROUBLES = [
  'cancel',
  'pause',
  'kill',
  'lock',
  'probe',
  'files',
  'stuck',
  'pieces',
  'clock',
  'shared-output',
  'short-timeout',
] as const;

export type Trouble = (typeof TROUBLES)[number];

/**
 * Which kinds of trouble one run knows. Runs that know few of them go deeper into each than runs that know all: their
 * effects do not drown in one another (swarm testing).
 */
export interface Swarm {
  readonly faults: ReadonlySet<string>;
  readonly troubles: ReadonlySet<Trouble>;
}

/** All but the one whose steps come from a trace: nobody can make them up. */
const INVENTED = FAULTS.filter(({ name }) => name !== 'recorded');

const SHARES = [0.08, 0.25, 0.5, 0.9] as const;

export function drawSwarm(dice: Dice): Swarm {
  const faultShare = dice.pick(SHARES);
  const troubleShare = dice.pick(SHARES);
  return {
    faults: new Set(INVENTED.flatMap(({ name }) => (dice.chance(faultShare) ? [name] : []))),
    troubles: new Set(TROUBLES.filter(() => dice.chance(troubleShare))),
  };
}
