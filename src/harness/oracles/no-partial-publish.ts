import { formatDuration } from '../../base/duration.js';
import type { Evidence, JobEvidence, PublishedFile } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { filesFailed } from '../readings/file-troubles.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { harnessEvents, killedAtMs } from '../readings/moments.js';
import { sayProcess } from '../readings/say.js';
import { stopOf } from '../readings/stops.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const noPartialPublish: Oracle = {
  name: 'no-partial-publish',
  claim:
    'publishes only complete output: exit 0, not asked to stop, the duration and streams that the input promises, a readable trailer, by a rename',
  timing: false,
  judge: (evidence) =>
    eachJob(evidence, (job) =>
      gravest([judgePlace(evidence, job), judgeFile(evidence, job), judgeOrigin(evidence, job)]),
    ),
};

function judgePlace(evidence: Evidence, job: JobEvidence): Verdict {
  if (harnessEvents(evidence, 'bystander-changed').some(({ at }) => at === 'output')) {
    return violated('it wrote through a link that stood under the name of the output');
  }
  const inPlace = attemptsOf(evidence, job.id).find(({ writesTo }) => nameOf(writesTo) === job.output);
  if (inPlace === undefined) return NOT_APPLICABLE;
  return violated(`${sayProcess(inPlace)} wrote to the final name, where a reader sees half a file`);
}

function judgeFile(evidence: Evidence, job: JobEvidence): Verdict {
  const answer = answerOf(evidence, job.id);
  switch (job.published.state) {
    case 'none':
      if (answer === 'published') return violated('it said published, and no file stands there');
      return answer === undefined ? NOT_APPLICABLE : HELD;
    case 'broken':
      return violated(`a broken file was published: ${job.published.why}`);
    case 'complete':
      return judgeContent(evidence, job, job.published);
  }
}

function judgeContent(
  evidence: Evidence,
  job: JobEvidence,
  file: Extract<PublishedFile, { state: 'complete' }>,
): Verdict {
  // Whose answer is another than what became of its file: killed, or failed by the disk, once it was published.
  const untold = killedAtMs(evidence) !== undefined || filesFailed(evidence);
  // Of jobs that share an output, it is the file of one that was published.
  const owners = evidence.jobs.filter(
    ({ id, output }) =>
      id === job.id || (output === job.output && (untold || answerOf(evidence, id) === 'published')),
  );
  const verdicts = owners.map(({ id }) => compareWith(evidence, id, file));
  return verdicts.find(({ status }) => status === 'held') ?? verdicts[0] ?? NOT_APPLICABLE;
}

function compareWith(
  evidence: Evidence,
  job: string,
  file: Extract<PublishedFile, { state: 'complete' }>,
): Verdict {
  const promised = evidence.scenario.jobs.find(({ id }) => id === job)?.recording;
  if (promised === undefined) return NOT_APPLICABLE;
  const toleratedMs = Math.max(0.01 * promised.durationMs, 200);
  if (Math.abs(file.durationMs - promised.durationMs) > toleratedMs) {
    return violated(
      `a file of ${formatDuration(file.durationMs)} was published for a recording of ${formatDuration(promised.durationMs)}`,
    );
  }
  for (const kind of ['video', 'audio'] as const) {
    if (promised[kind] !== undefined && !file.streams.includes(kind)) {
      return violated(`the published file has no ${kind}, which the recording has`);
    }
  }
  return HELD;
}

/** A file can look whole and still be what a stopped or failed ffmpeg left. */
function judgeOrigin(evidence: Evidence, job: JobEvidence): Verdict {
  if (job.published.state === 'none' || sharesOutput(evidence, job)) return NOT_APPLICABLE;
  const attempts = attemptsOf(evidence, job.id);
  // A supervisor that was killed may have published before, and the one after it have begun anew.
  const killed = killedAtMs(evidence) !== undefined;
  const last =
    (killed ? attempts.findLast((each) => endedWell(evidence, each)) : undefined) ?? attempts.at(-1);
  if (last === undefined) return violated('a file was published without any run of ffmpeg');
  const stop = stopOf(evidence, last);
  if (stop.kind === 'alive') return violated(`a file was published while ${sayProcess(last)} was alive`);
  if (stop.kind === 'stopped')
    return violated(`the output of ${sayProcess(last)}, which was stopped, was published`);
  if (stop.code === 0) return HELD;
  const how = stop.signal === undefined ? `exited with code ${stop.code}` : `was ended by ${stop.signal}`;
  return violated(`the output of ${sayProcess(last)}, which ${how}, was published`);
}

function endedWell(evidence: Evidence, process: Invocation): boolean {
  const stop = stopOf(evidence, process);
  return stop.kind === 'own-will' && stop.code === 0;
}

function sharesOutput(evidence: Evidence, job: JobEvidence): boolean {
  return evidence.jobs.some(({ id, output }) => id !== job.id && output === job.output);
}

function nameOf(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1);
}
