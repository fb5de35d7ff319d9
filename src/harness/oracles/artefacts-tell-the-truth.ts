import { escapeControl } from '../../base/escape.js';
import type { Evidence, JobEvidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { filesFailed } from '../readings/file-troubles.js';
import { attemptsOf } from '../readings/invocations.js';
import { lastWordsOf } from '../readings/last-words.js';
import { harnessEvents, killedAtMs, settlementsOf, supervisorStarts } from '../readings/moments.js';
import { judgedStalled } from '../readings/stalls.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const artefactsTellTheTruth: Oracle = {
  name: 'artefacts-tell-the-truth',
  claim:
    'leaves an error log exactly on failure, with the cause, every attempt and the last words of ffmpeg, and metadata exactly on success',
  timing: false,
  judge: (evidence) =>
    eachJob(evidence, (job) => {
      const answer = answerOf(evidence, job.id);
      if (answer === undefined || competes(evidence, job)) return NOT_APPLICABLE;
      if (filesFailed(evidence) || folderIsGone(evidence)) return NOT_APPLICABLE;
      return gravest([
        judgeBystanders(evidence),
        judgeErrorLog(evidence, job, answer),
        judgeMeta(evidence, job, answer),
      ]);
    }),
};

/** A link under the name of an artefact is replaced, or left alone, and never written through. */
function judgeBystanders(evidence: Evidence): Verdict {
  const changed = harnessEvents(evidence, 'bystander-changed').find(({ at }) => at !== 'output');
  if (changed === undefined) return NOT_APPLICABLE;
  return violated(`it wrote through a link that stood under the name of the ${changed.at.replace('-', ' ')}`);
}

function folderIsGone(evidence: Evidence): boolean {
  return harnessEvents(evidence, 'machine').some(({ action }) => action === 'remove-folder');
}

function judgeErrorLog(evidence: Evidence, job: JobEvidence, answer: string): Verdict {
  if (!evidence.shows.errorLog) return unobservable('it keeps no error log');
  const log = job.errorLog;
  if (answer === 'published' || answer === 'busy') {
    const isRight = log === undefined || (answer === 'busy' && isOfTheDead(evidence, job, log));
    return isRight ? HELD : violated(`an error log stands beside a job that ended as ${answer}`);
  }
  if (log === undefined) return violated(`the job ended as ${answer} without an error log`);
  // What a supervisor did before it was killed is not in the log of the one that came after it.
  const startMs = harnessEvents(evidence, 'subject-started').at(-1)?.atMs ?? 0;
  const stalled = judgedStalled(evidence, job.id).some(({ startedAtMs }) => startedAtMs >= startMs);
  const kind = stalled ? 'stalled' : answer;
  if (kind !== 'failed' && !names(log, kind)) {
    return violated(`the error log does not name the cause, ${kind}: it begins "${beginning(log)}"`);
  }
  // What a supervisor tried before it died and was started anew is not in the log of its second life.
  if (killedAtMs(evidence) !== undefined) return HELD;
  const untold = attemptsOf(evidence, job.id).find(
    ({ strategy }) => strategy !== undefined && !log.includes(strategy),
  );
  if (untold !== undefined) return violated(`the error log does not tell of the attempt ${untold.strategy}`);
  return judgeLastWords(evidence, job, log, answer);
}

/** What the outcome of a job is called in its own log, at the beginning of a line. */
const SAYS_BUSY = /^(?:outcome:\s*)?busy\b/im;

/**
 * A supervisor that is killed between its error log and its answer leaves a log that is true. When a process of that job
 * cannot be killed, the next supervisor is turned away, and whoever is turned away touches nothing.
 */
function isOfTheDead(evidence: Evidence, job: JobEvidence, log: string): boolean {
  const name = `${job.output}.err.log`;
  const appearedMs = harnessEvents(evidence, 'file-appeared').findLast((file) => file.name === name)?.atMs;
  const answeredMs = settlementsOf(evidence, job.id).at(-1)?.atMs ?? 0;
  const [, ...restarts] = supervisorStarts(evidence, job.id);
  const restartedMs = restarts.findLast(({ atMs }) => atMs <= answeredMs)?.atMs;
  if (appearedMs === undefined || restartedMs === undefined || killedAtMs(evidence) === undefined)
    return false;
  return appearedMs <= restartedMs && !SAYS_BUSY.test(log);
}

/** The last line of stderr says why ffmpeg failed; whoever keeps the beginning alone, or copies too early, loses it. */
function judgeLastWords(evidence: Evidence, job: JobEvidence, log: string, answer: string): Verdict {
  const last = attemptsOf(evidence, job.id).at(-1);
  const words = last === undefined || answer === 'cancelled' ? undefined : lastWordsOf(evidence, last);
  if (words === undefined || log.includes(words)) return HELD;
  return violated(`the error log lacks the last words of ffmpeg: "${beginning(words)}"`);
}

function judgeMeta(evidence: Evidence, job: JobEvidence, answer: string): Verdict {
  if (!evidence.shows.meta) return unobservable('it keeps no metadata');
  if (answer !== 'published') {
    // A supervisor that was killed may have published before; its file and the metadata belong together.
    if (killedAtMs(evidence) !== undefined && job.published.state === 'complete') return NOT_APPLICABLE;
    return job.meta === undefined ? HELD : violated(`metadata stand beside a job that ended as ${answer}`);
  }
  if (job.meta === undefined) return violated('the job was published without metadata');
  return isJson(job.meta) ? HELD : violated(`the metadata cannot be read: "${beginning(job.meta)}"`);
}

/** `stalled` is named by "stalled", "stall" or "FFmpeg has stalled"; `no-space` by "no space" too. */
function names(log: string, kind: string): boolean {
  const stem = kind.replace(/led$|ed$/, '').replace('-', '[- ]');
  return new RegExp(stem, 'i').test(log);
}

function beginning(text: string): string {
  return escapeControl(text.slice(0, 80).trimEnd());
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where jobs compete for one output, whose artefacts stand there is for their outcomes to tell. */
function competes(evidence: Evidence, job: JobEvidence): boolean {
  return evidence.jobs.some(({ id, output }) => id !== job.id && output === job.output);
}
