import { existsSync } from 'node:fs';
import { probeAnswer } from '../script/ffprobe-answer.js';
import { type Description, describeMedia, describeRecording } from '../script/ffprobe-description.js';
import { type ProbeRequest, readProbeArguments } from '../script/ffprobe-request.js';
import { DEFAULT_LOG_LEVEL } from '../script/log-level.js';
import { openMedia } from '../script/media-state.js';
import { excerptOf } from '../script/recording-parts.js';
import { step } from '../script/vocabulary.js';
import { claimNumber } from './claim.js';
import { EventLog } from './event-log.js';
import { type FoundJob, findJob, localPath } from './find-job.js';
import { checkMedia } from './media-file.js';
import { loadPlan } from './plan-file.js';
import type { ProbeReply } from './real-actor.js';
import type { Role } from './role.js';
import { stagePerformance } from './stage.js';
import { holdTether } from './tether.js';

/** JSON that says nothing: what ffprobe prints of a file that it cannot read. */
const NOTHING = '{\n\n}\n';

/** One invocation of the fake ffprobe. */
export function playFfprobe(args: readonly string[]): void {
  const plan = loadPlan(process.env);
  const read = readProbeArguments(args);
  const found = read.ok ? findJob(plan, read.request.input) : undefined;
  const reply = (): ProbeReply => (read.ok ? replyTo(read.request, found) : refusal(read.message));
  if (found === undefined) {
    const { stdout, stderr, code } = reply();
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = code;
    return;
  }
  const { job } = found;
  const tetherFd = holdTether(job.tether);
  const role: Role = {
    tool: 'ffprobe',
    job: job.id,
    invocation: claimNumber(plan.folder, `${job.id}.ffprobe`),
    input: job.input,
    voice: {
      progress: 'stdout',
      stats: false,
      logLevel: read.ok ? read.request.logLevel : DEFAULT_LOG_LEVEL,
    },
  };
  const log = new EventLog(plan.folder, { tool: role.tool, job: role.job, invocation: role.invocation });
  log.log({ kind: 'started', parentPid: process.ppid, args });
  stagePerformance({
    role,
    steps: (found.is === 'input' ? job.ffprobe : job.ffprobeOutput) ?? [step('answer')],
    media: openMedia(job.recording),
    speed: plan.speed,
    folder: plan.folder,
    tetherFd,
    continued: false,
    answer: reply,
    log,
  });
}

function replyTo(request: ProbeRequest, found: FoundJob | undefined): ProbeReply {
  const path = localPath(request.input);
  if (found?.is === 'input') {
    if (!existsSync(path)) return refusal(`${path}: No such file or directory\n`);
    const { recording, offsetMs } = excerptOf(found.job, found.files);
    return answered(request, describeRecording(request.input, recording, offsetMs));
  }
  const checked = checkMedia(path);
  if (!checked.ok) return refusal(checked.message);
  return answered(request, describeMedia(request.input, checked.sizeBytes, checked.media));
}

function answered(request: ProbeRequest, description: Description): ProbeReply {
  return { stdout: probeAnswer(request, description), stderr: '', code: 0 };
}

function refusal(message: string): ProbeReply {
  return { stdout: NOTHING, stderr: message, code: 1 };
}
