import { counted } from '../../base/counted.js';
import { STRATEGIES, type Strategy } from '../../ffmpeg/strategy.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { attemptsOf } from '../readings/invocations.js';
import { gaveUpAtMs, killedAtMs } from '../readings/moments.js';
import { judgedStalled } from '../readings/stalls.js';
import { stopOf } from '../readings/stops.js';
import { TOLERANCE, withNoiseMs } from '../tolerance.js';
import { gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const stallCountedOnce: Oracle = {
  name: 'stall-counted-once',
  claim: 'adds exactly one to xg2g_vod_remux_stalls_total{strategy} per stall, and none otherwise',
  timing: false,
  judge,
};

function judge(evidence: Evidence): Verdict {
  if (gaveUpAtMs(evidence) !== undefined || killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  if (!evidence.shows.metrics) return unobservable('it shows no metrics');
  if (evidence.metrics === undefined) return violated('it left no metrics');
  const total = readStalls(evidence.metrics);
  const killed = evidence.jobs.flatMap(({ id }) => judgedStalled(evidence, id));
  return gravest(
    STRATEGIES.map((strategy) => {
      const stalls = killed.filter((process) => process.strategy === strategy).length;
      const count = total.get(strategy) ?? 0;
      return compare(
        strategy,
        stalls,
        count - Math.max(0, Math.min(count - stalls, racesOf(evidence, strategy))),
      );
    }),
  );
}

/**
 * ffmpegs that exited in the very moment in which they were given up, or were given up when the job's time was used up too,
 * but for a sleep: whether they stalled is a matter of taste.
 */
function racesOf(evidence: Evidence, strategy: Strategy): number {
  const told = evidence.events.filter(
    ({ from, event }) => from === 'subject' && event.event === 'stalled' && event.strategy === strategy,
  );
  const ends = evidence.jobs
    .flatMap(({ id }) => attemptsOf(evidence, id))
    .filter((process) => process.strategy === strategy)
    .map((process) => stopOf(evidence, process));
  const momentMs =
    evidence.engine === 'virtual' ? TOLERANCE.roundingMs : withNoiseMs(evidence, TOLERANCE.overlapMs);
  const isRace = (atMs: number): boolean =>
    ends.some(
      (stop) =>
        (stop.kind === 'own-will' || (stop.kind === 'stopped' && stop.why === 'total-timeout')) &&
        Math.abs(stop.atMs - atMs) <= momentMs,
    );
  return told.filter(({ atMs }) => isRace(atMs)).length;
}

function compare(strategy: Strategy, stalls: number, total: number): Verdict {
  if (stalls === total) return HELD;
  return violated(
    `${counted(stalls, 'ffmpeg', 'ffmpegs')} of the rung ${strategy} ${stalls === 1 ? 'was' : 'were'} killed as stalled, and the metric counts ${total}`,
  );
}

/** The samples of the one metric, from Prometheus text. */
function readStalls(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, labels, value] of text.matchAll(/^xg2g_vod_remux_stalls_total\{([^}]*)\}\s+(\S+)/gm)) {
    const strategy = /(?:^|,)strategy="([^"]*)"/.exec(labels ?? '')?.[1];
    if (strategy !== undefined) counts.set(strategy, (counts.get(strategy) ?? 0) + Number(value));
  }
  return counts;
}
