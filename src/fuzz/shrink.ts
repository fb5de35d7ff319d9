import { judgeBy } from '../harness/judge.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { FuzzCase } from './fuzz-case.js';
import { type FuzzSubject, watchCase } from './play-case.js';
import { smallerCases } from './smaller-cases.js';

/** Far more than a case of this size needs; a subject that is slow to play ends it sooner. */
const MOST_PLAYS = 4_000;

export interface Shrunk {
  readonly fuzzCase: FuzzCase;
  /** What the oracle says of the small case. */
  readonly sentence: string;
  readonly plays: number;
}

/**
 * The smallest case that can be found in which the same oracle is violated: everything that can be left out or made
 * plainer is, as long as the oracle goes on accusing.
 * @returns undefined when the case itself does not violate it
 */
export async function shrink(
  subject: FuzzSubject,
  found: FuzzCase,
  oracle: OracleName,
  mostPlays = MOST_PLAYS,
): Promise<Shrunk | undefined> {
  const accuse = async (fuzzCase: FuzzCase): Promise<string | undefined> => {
    const verdict = judgeBy(oracle, await watchCase(subject, fuzzCase));
    return verdict.status === 'violated' ? verdict.sentence : undefined;
  };
  let smallest = found;
  let sentence = await accuse(found);
  if (sentence === undefined) return undefined;
  let plays = 1;
  for (let shrunk = true; shrunk && plays < mostPlays; ) {
    shrunk = false;
    // A success leaves the rest of the list stale only in part: its later ideas are made anew from what is left.
    for (let position = 0; plays < mostPlays; ) {
      const next = nth(smallerCases(smallest), position);
      if (next === undefined) break;
      plays++;
      const accusation = await accuse(next);
      if (accusation === undefined) {
        position++;
        continue;
      }
      smallest = next;
      sentence = accusation;
      shrunk = true;
    }
  }
  return { fuzzCase: smallest, sentence, plays };
}

function nth<T>(items: Iterable<T>, index: number): T | undefined {
  let position = 0;
  for (const item of items) if (position++ === index) return item;
  return undefined;
}
