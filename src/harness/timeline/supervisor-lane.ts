import type { Evidence, HarnessEvent, MachineDeed } from '../evidence.js';
import { harnessEvents, observedUntilMs, pausesOf } from '../readings/moments.js';
import type { Scale } from './scale.js';
import type { Lane, Mark } from './timeline.js';

const DEEDS: Readonly<Record<MachineDeed, string>> = {
  cancel: 'asked to cancel',
  pause: 'put to sleep',
  resume: 'woken',
  kill: 'killed with SIGKILL',
  'jump-clock': 'the calendar jumped',
  'remove-folder': "the outputs' folder was removed",
  'fill-disk': 'the disk was filled',
};

/** The subject itself: when it ran, what it was told, and what it answered. */
export function supervisorLane(evidence: Evidence, scale: Scale): Lane {
  const exits = harnessEvents(evidence, 'subject-exited');
  const lives = harnessEvents(evidence, 'subject-started').map(({ atMs, job }) => {
    const end = exits.find((exit) => exit.atMs >= atMs && exit.job === job)?.atMs;
    return scale.span('alive', atMs, end ?? observedUntilMs(evidence));
  });
  const pauses = pausesOf(evidence).map(({ fromMs, toMs }) => scale.span('paused', fromMs, toMs));
  const several = evidence.jobs.length > 1;
  const marks = evidence.events.flatMap(({ from, atMs, event }): Mark[] => {
    if (from !== 'harness') return [];
    const mark = markOf(event, several);
    return mark === undefined ? [] : [{ ...mark, atMs: scale.at(atMs) }];
  });
  return { kind: 'supervisor', name: 'supervisor', spans: [...lives, ...pauses], marks };
}

function markOf(event: HarnessEvent, several: boolean): Omit<Mark, 'atMs'> | undefined {
  const of = (job: string): string => (several ? `job ${job}` : 'the job');
  switch (event.kind) {
    case 'job-submitted':
      return { kind: 'submitted', text: `${of(event.job)} was submitted` };
    case 'job-settled':
      return { kind: 'settled', text: `${of(event.job)} ended: ${event.outcome}` };
    case 'machine':
      return { kind: 'deed', text: DEEDS[event.action] };
    case 'gave-up':
      return { kind: 'trouble', text: 'the harness gave up waiting' };
    case 'file-trouble':
      return { kind: 'trouble', text: `${event.operation} ${event.fate}: ${event.name}` };
    default:
      return undefined;
  }
}
