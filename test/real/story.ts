import type { Evidence } from '../../src/harness/evidence.js';
import { answerOf } from '../../src/harness/readings/answers.js';
import { attemptsOf, type Invocation } from '../../src/harness/readings/invocations.js';
import { stopOf } from '../../src/harness/readings/stops.js';
import type { StallReport } from '../../src/supervisor/outcome.js';
import { advance, type Maxima, NO_ADVANCE } from '../../src/watchdog/advance.js';

/** Said again and again while something lasts, as often as it lasts. */
const CHATTER = new Set(['silent', 'overslept']);

/** What happened in a run, in kinds and their order: without times, values, and repetitions. */
export interface Story {
  /** Of each ffmpeg, in order: what it showed, how it ended. Which rung it was is for the verdicts to say. */
  readonly ffmpegs: readonly (readonly string[])[];
  /** What the supervisor told, in its order. */
  readonly told: readonly string[];
  readonly answers: readonly (string | undefined)[];
}

export function storyOf(evidence: Evidence): Story {
  return {
    ffmpegs: evidence.jobs.flatMap(({ id }) =>
      attemptsOf(evidence, id).map((process) => [
        ...collapsed(process.events.flatMap(shownBy(process))),
        endOf(evidence, process),
      ]),
    ),
    told: collapsed(toldIn(evidence)),
    answers: evidence.jobs.map(({ id }) => answerOf(evidence, id)),
  };
}

/** Progress that advances, its end, and a stop. How often blocks come and what else moves is a matter of speed. */
function shownBy({ pid }: Invocation): (event: Invocation['events'][number]) => string[] {
  let maxima: Maxima = NO_ADVANCE;
  return (event) => {
    if (event.pid !== pid) return [];
    if (event.kind === 'froze') return ['froze'];
    if (event.kind !== 'progress') return [];
    const further = advance(maxima, event);
    maxima = further ?? maxima;
    return [...(further === undefined ? [] : ['progress']), ...(event.end ? ['end'] : [])];
  };
}

function endOf(evidence: Evidence, process: Invocation): string {
  const stop = stopOf(evidence, process);
  if (stop.kind === 'own-will') return `exit ${stop.code ?? stop.signal}`;
  return stop.kind === 'stopped' ? `stopped: ${stop.why}` : 'alive';
}

function toldIn({ events }: Evidence): string[] {
  let begun = false;
  return events.flatMap(({ from, event }) => {
    if (from !== 'subject' || CHATTER.has(event.event)) return [];
    begun ||= event.event === 'progress';
    // Before any progress, what a stalled ffmpeg did depends on when the first look fell into its start.
    if (event.event === 'stalled') return [begun ? `stalled: ${classOf(event.stall)}` : 'stalled'];
    if (event.event === 'attempt-ended') return [`attempt ended: ${event.result}`];
    if (event.event === 'job-ended') return [`job ended: ${event.outcome.kind}`];
    return [event.event];
  });
}

function collapsed(words: readonly string[]): string[] {
  return words.filter((word, index) => word !== words[index - 1]);
}

/** Where time is scaled, a real ffmpeg may read its last input after its last block: then it seems to have been working. */
function classOf({ class: seen }: StallReport): string {
  return seen === 'finalising' ? 'blocked' : seen;
}
