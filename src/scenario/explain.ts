import { unreachable } from '../base/assert.js';
import { formatDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import { formatSize } from '../base/size.js';
import { STRATEGIES } from '../ffmpeg/strategy.js';
import type { Recording } from '../script/plan.js';
import { explainReal } from './explain-real.js';
import { explainSteps } from './explain-steps.js';
import { incidentStory } from './incidents.js';
import type { Expectation, MachineAction, Scenario, ScenarioJob, ScenarioWatch } from './scenario.js';

/**
 * A scenario in plain words: what happens, what must then hold, why, and where it comes from. Text from the
 * file is escaped; lines end in `\n`, without colours.
 */
export function explainScenario(scenario: Scenario): string {
  const alone = scenario.jobs.length === 1;
  const sections = [
    `${escapeControl(scenario.title)}\n${scenario.id} (${escapeControl(scenario.file)})`,
    section('Why', [escapeControl(scenario.why)]),
    section('Under', [
      thresholds(scenario.watch),
      `${formatSlots(scenario)}, played ${scenario.speed} times as fast`,
    ]),
    ...scenario.jobs.map((job) => section(alone ? 'What happens' : `Job ${job.id}`, happenings(job))),
    section('Meanwhile', scenario.machine.map(explainAction)),
    section(
      'What must hold',
      scenario.jobs.flatMap((job) =>
        mustHold(job.expect).map((line) => (alone ? line : `${job.id}: ${line}`)),
      ),
    ),
    section('Caught by', [`${scenario.catches.join(', ')}; every other oracle judges it too`]),
    section('Comes from', scenario.from.map(explainOrigin)),
    section(
      'Not shown on',
      Object.entries(scenario.notOn).map(([engine, why]) => `${engine}: ${escapeControl(why)}`),
    ),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [heading, ...lines.map((line) => `  ${line}`)].join('\n');
}

function thresholds(watch: ScenarioWatch): string {
  const total =
    watch.totalTimeoutMs === undefined
      ? '20 min and 1 min for each GB'
      : formatDuration(watch.totalTimeoutMs);
  return [
    `grace ${formatDuration(watch.startupGraceMs)}`,
    `stall ${formatDuration(watch.stallTimeoutMs)}`,
    `finalising ${formatDuration(watch.finaliseMs)}`,
    `ffprobe ${formatDuration(watch.probeTimeoutMs)}`,
    `whole job ${total}`,
  ].join(', ');
}

function formatSlots({ slots, supervisors }: Scenario): string {
  const count = slots === 1 ? 'one slot' : `${slots} slots`;
  return supervisors === 'each' ? `${count} in each of several supervisors` : count;
}

function happenings(job: ScenarioJob): string[] {
  const start = job.submitAfterMs === 0 ? [] : [`submitted after ${formatDuration(job.submitAfterMs)}`];
  const rungs = STRATEGIES.flatMap((strategy) => {
    const steps = job.ffmpeg[strategy];
    return steps === undefined ? [] : [`ffmpeg, ${strategy}:`, ...indent(explainSteps(steps))];
  });
  const probe = job.ffprobe === undefined ? [] : ['ffprobe:', ...indent(explainSteps(job.ffprobe))];
  const probeOutput =
    job.ffprobeOutput === undefined
      ? []
      : ['ffprobe of an output:', ...indent(explainSteps(job.ffprobeOutput))];
  if (job.real !== undefined) {
    return [
      `recording: ${[explainRecording(job.recording), ...explainNames(job)].join(', ')}`,
      ...start,
      ...explainReal(job.real),
    ];
  }
  const rest = rungs.length === 0 ? 'ffmpeg remuxes well on every rung' : 'any other rung remuxes well';
  return [
    `recording: ${[explainRecording(job.recording), ...explainNames(job)].join(', ')}`,
    ...start,
    ...probe,
    ...rungs,
    rest,
    ...probeOutput,
  ];
}

function explainNames({ id, parts, recordingName, outputName }: ScenarioJob): string[] {
  return [
    ...(parts > 1 ? [`in ${parts} parts`] : []),
    ...(recordingName === undefined ? [] : [`named "${escapeControl(recordingName)}"`]),
    ...(outputName === id ? [] : [`to "${escapeControl(outputName)}.mp4"`]),
  ];
}

function explainRecording(recording: Recording): string {
  const { video, audio, pixelFormat, claimedDurationMs, sizeBytes, durationMs } = recording;
  const claim =
    claimedDurationMs === undefined
      ? []
      : [claimedDurationMs === null ? 'no duration claimed' : `claims ${formatDuration(claimedDurationMs)}`];
  const streams = [
    video === undefined ? 'no video' : `${video} ${pixelFormat}`,
    audio === undefined ? 'no audio' : audio,
  ];
  return [formatSize(sizeBytes), formatDuration(durationMs), ...streams, ...claim]
    .map(escapeControl)
    .join(', ');
}

function mustHold({ outcome, attempts, errorLog }: Expectation): string[] {
  const rungs =
    attempts?.length === 0 ? 'no run of ffmpeg at all' : `rungs tried: ${attempts?.join(', then ')}`;
  return [
    `the job ends as ${outcome.join(' or ')}`,
    ...(attempts === undefined ? [] : [rungs]),
    ...(errorLog ?? []).map((text) => `the error log says "${escapeControl(text)}"`),
  ];
}

function explainAction(action: MachineAction): string {
  switch (action.action) {
    case 'cancel':
      return `after ${formatDuration(action.afterMs)} ${action.job ?? 'the job'} is cancelled`;
    case 'pause-supervisor':
      return `after ${formatDuration(action.afterMs)} the supervisor is stopped for ${formatDuration(action.forMs)}`;
    case 'kill-supervisor': {
      const then = action.restart ? ' and started anew' : '';
      return `after ${formatDuration(action.afterMs)} the supervisor is killed${then}`;
    }
    case 'lock':
      return `a lock file stands there already, its owner: ${action.owner}`;
    case 'plant':
      return `under the name of the ${action.at.replace('-', ' ')} stands a ${action.as} already`;
    case 'jump-clock': {
      const where = action.byMs < 0 ? 'back' : 'forward';
      return `after ${formatDuration(action.afterMs)} the calendar jumps ${where} by ${formatDuration(Math.abs(action.byMs))}`;
    }
    case 'remove-folder':
      return `after ${formatDuration(action.afterMs)} the folder of the outputs is removed`;
    case 'fill-disk':
      return `after ${formatDuration(action.afterMs)} the disk of the outputs is full`;
    default:
      return unreachable(action);
  }
}

function explainOrigin(name: string): string {
  const story = incidentStory(name);
  return story === undefined ? escapeControl(name) : `${name}: ${story}`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
