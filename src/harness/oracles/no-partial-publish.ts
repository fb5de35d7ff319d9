import { formatDuration } from '../../base/duration.js';
import type { Recording } from '../../script/plan.js';
import type { Evidence, JobEvidence, PublishedFile } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { filesFailed } from '../readings/file-troubles.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { harnessEvents, killedAtMs, settlementsOf } from '../readings/moments.js';
import { sayProcess } from '../readings/say.js';
import { stopOf } from '../readings/stops.js';
import { TOLERANCE, withNoiseMs } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const noPartialPublish: Oracle = {
  name: 'no-partial-publish',
  claim:
    'publishes only complete output: exit 0, not asked to stop, the duration and streams that the input promises, a readable trailer, by a rename',
  timing: false,
  judge: (evidence) =>
    eachJob(evidence, (job) => gravest([judgePlace(evidence, job), judgeFile(evidence, job)])),
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
  const { published } = job;
  if (published.state === 'none') {
    if (answer === 'published') return violated('it said published, and no file stands there');
    return answer === undefined ? NOT_APPLICABLE : HELD;
  }
  const [first, ...rest] = publishersOf(evidence, job);
  // Of jobs that share an output, one answers for the file.
  if (first?.id !== job.id) return answer === undefined ? NOT_APPLICABLE : HELD;
  if (published.state === 'broken') return violated(`a broken file was published: ${published.why}`);
  const verdicts = [first, ...rest].map((publisher) =>
    gravest([compareWith(evidence, publisher.id, published), judgeOrigin(evidence, publisher)]),
  );
  return verdicts.find(({ status }) => status === 'held') ?? verdicts[0] ?? NOT_APPLICABLE;
}

/** The job whose file stands under the name of the output; several where that cannot be told. Never none. */
function publishersOf(evidence: Evidence, job: JobEvidence): readonly JobEvidence[] {
  const rivals = evidence.jobs.filter(({ output }) => output === job.output);
  if (rivals.length === 1) return rivals;
  const told = rivals.filter(({ id }) => answerOf(evidence, id) === 'published');
  const succeeded = rivals.filter(({ id }) =>
    attemptsOf(evidence, id).some((each) => endedWell(evidence, each)),
  );
  // Whose answer is another than what became of its file: killed, or failed by the disk, once it was published.
  const untold = killedAtMs(evidence) !== undefined || filesFailed(evidence);
  const candidates = [
    untold ? [...new Set([...told, ...succeeded])] : lastOf(evidence, told),
    succeeded,
    rivals.filter(({ id }) => attemptsOf(evidence, id).length > 0),
  ];
  return candidates.find(({ length }) => length > 0) ?? rivals;
}

/** Each replaces the file of the one before it. Whose answers came in one moment may have published in any order. */
function lastOf(evidence: Evidence, told: readonly JobEvidence[]): readonly JobEvidence[] {
  const answeredAtMs = ({ id }: JobEvidence): number => settlementsOf(evidence, id).at(-1)?.atMs ?? 0;
  const lastMs = Math.max(...told.map(answeredAtMs));
  return told.filter((each) => answeredAtMs(each) >= lastMs - withNoiseMs(evidence, TOLERANCE.overlapMs));
}

function compareWith(
  evidence: Evidence,
  job: string,
  file: Extract<PublishedFile, { state: 'complete' }>,
): Verdict {
  const promised = evidence.scenario.jobs.find(({ id }) => id === job)?.recording;
  if (promised === undefined) return NOT_APPLICABLE;
  if (!promisedDurations(promised).some((promisedMs) => agrees(file.durationMs, promisedMs))) {
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

/**
 * A recording can say of itself that it is as short as the output is. Only its packets would tell, and nobody reads gigabytes
 * again whose word and whose copy agree.
 */
function promisedDurations({ durationMs, claimedDurationMs }: Recording): number[] {
  return typeof claimedDurationMs === 'number' ? [durationMs, claimedDurationMs] : [durationMs];
}

function agrees(durationMs: number, promisedMs: number): boolean {
  return Math.abs(durationMs - promisedMs) <= Math.max(0.01 * promisedMs, 200);
}

/** A file can look whole and still be what a stopped or failed ffmpeg left. */
function judgeOrigin(evidence: Evidence, job: JobEvidence): Verdict {
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

function nameOf(path: string | undefined): string | undefined {
  return path?.slice(path.lastIndexOf('/') + 1);
}
