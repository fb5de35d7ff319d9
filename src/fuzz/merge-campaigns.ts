import { isDeepStrictEqual } from 'node:util';
import { formatShard, parseShard, type Shard } from '../base/shard.js';
import { type CampaignTally, NOTHING_YET } from './campaign.js';
import type { CampaignState } from './campaign-state.js';

/** Parts that do not make a whole: what is missing, or what does not belong together. */
export class CampaignMergeError extends Error {
  override readonly name = 'CampaignMergeError';
}

/**
 * The state that one machine alone would have come to. The same part may be given twice, and a merged state is a
 * whole that merges to itself.
 * @throws CampaignMergeError when a part is missing or unfinished, or of another campaign
 */
export function mergeCampaigns(states: readonly CampaignState[]): CampaignState {
  const [first] = states;
  if (first === undefined) throw new CampaignMergeError('there is nothing to merge');
  const { seed, subject, version } = first.campaign;
  const { of } = shardOf(first);
  const parts = new Map<number, CampaignState>();
  for (const state of states) {
    checkSame(first, state);
    const { index } = shardOf(state);
    const twin = parts.get(index);
    if (twin !== undefined && !isDeepStrictEqual(twin, state)) {
      throw new CampaignMergeError(`shard ${index}/${of} is given twice, and the two differ`);
    }
    parts.set(index, state);
  }
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !parts.has(index));
  if (missing.length > 0) {
    const names = missing.map((index) => formatShard({ index, of })).join(', ');
    throw new CampaignMergeError(`missing: shard ${names}`);
  }
  for (const state of parts.values()) checkFinished(state);
  const tallies = [...parts.values()].map(({ tally }) => tally);
  return {
    v: 1,
    campaign: { seed, shard: '1/1', subject, version },
    ...(first.runs !== undefined && { runs: first.runs }),
    tally: tallies.reduce(together, NOTHING_YET),
  };
}

function shardOf({ campaign }: CampaignState): Shard {
  return parseShard(campaign.shard) ?? { index: 1, of: 1 };
}

function checkSame(first: CampaignState, state: CampaignState): void {
  const [one, other] = [traits(first), traits(state)];
  const differs = Object.keys(one).find((trait) => one[trait] !== other[trait]);
  if (differs === undefined) return;
  throw new CampaignMergeError(
    `the parts are not of one campaign: ${differs} ${one[differs]} and ${differs} ${other[differs]}`,
  );
}

function traits(state: CampaignState): Record<string, string | number> {
  const { seed, subject, version } = state.campaign;
  return { seed, subject, version, runs: state.runs ?? 'unknown', shards: shardOf(state).of };
}

/** One that found failures was allowed to stop before its end. */
function checkFinished(state: CampaignState): void {
  const { index, of } = shardOf(state);
  const { runs, tally } = state;
  if (tally.failures.length > 0 || (runs === undefined && of === 1)) return;
  if (runs === undefined) {
    throw new CampaignMergeError(`shard ${index}/${of} does not say how many runs it was to have`);
  }
  const mine = Math.max(0, Math.ceil((runs - index + 1) / of));
  if (tally.played >= mine) return;
  throw new CampaignMergeError(
    `shard ${index}/${of} is not finished: ${tally.played} of its ${mine} runs are played`,
  );
}

function together(sum: CampaignTally, part: CampaignTally): CampaignTally {
  const names = [...new Set([...Object.keys(sum.reached), ...Object.keys(part.reached)])];
  return {
    next: Math.max(sum.next, part.next),
    played: sum.played + part.played,
    failures: [...sum.failures, ...part.failures].sort((a, b) => a.index - b.index),
    reached: Object.fromEntries(
      names.map((name) => [name, (sum.reached[name] ?? 0) + (part.reached[name] ?? 0)]),
    ),
    simulatedMs: sum.simulatedMs + part.simulatedMs,
    elapsedMs: sum.elapsedMs + part.elapsedMs,
  };
}
