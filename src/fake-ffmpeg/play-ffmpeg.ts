import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { type FfmpegArguments, readFfmpegArguments } from '../script/ffmpeg-arguments.js';
import { openMedia } from '../script/media-state.js';
import { outputCodecs } from '../script/output-codecs.js';
import type { FakeJob, FakePlan } from '../script/plan.js';
import { excerptOf } from '../script/recording-parts.js';
import { DEFAULT_REACTION, POLITE_SIGNALS } from '../script/signal-reaction.js';
import type { Step } from '../script/step.js';
import { step } from '../script/vocabulary.js';
import { versionText } from './answers.js';
import { claimFile, claimNumber } from './claim.js';
import { EventLog } from './event-log.js';
import { findJob, localPath } from './find-job.js';
import { checkMedia } from './media-file.js';
import { loadPlan } from './plan-file.js';
import type { Role } from './role.js';
import { rungOf } from './rung.js';
import { stagePerformance } from './stage.js';
import { holdTether } from './tether.js';

/** One invocation of the fake ffmpeg. */
export function playFfmpeg(args: readonly string[]): void {
  const plan = loadPlan(process.env);
  const read = readFfmpegArguments(args);
  const found = read.input === undefined ? undefined : findJob(plan, read.input);
  if (found === undefined || found.is === 'output') {
    decodeOnly(read);
    return;
  }
  const { job } = found;
  const tetherFd = holdTether(job.tether);
  const role = castRole(plan, job, args, read);
  const log = new EventLog(plan.folder, {
    tool: role.tool,
    job: role.job,
    invocation: role.invocation,
    ...(role.strategy !== undefined && { strategy: role.strategy }),
  });
  log.log({
    kind: 'started',
    parentPid: process.ppid,
    args,
    ...(role.output !== undefined && { writesTo: role.output }),
  });
  const { speed, folder } = plan;
  if (role.output !== undefined) claimFile(folder, role.output, job.id);
  const prologue = [{ op: 'trap', signals: POLITE_SIGNALS, reaction: DEFAULT_REACTION }] as const;
  const media = openMedia(excerptOf(job, found.files).recording);
  const steps = objection(read, role) ?? job.ffmpeg[role.strategy ?? 'default'] ?? [step('complete')];
  const opening = read.banner ? [say(versionText('ffmpeg'))] : [];
  stagePerformance({
    role,
    steps: [...opening, ...steps],
    media,
    speed,
    folder,
    tetherFd,
    continued: false,
    prologue,
    log,
  });
}

function castRole(plan: FakePlan, job: FakeJob, args: readonly string[], read: FfmpegArguments): Role {
  const writesFile =
    read.output !== undefined &&
    read.outputFormat !== 'null' &&
    !/^(?:-|pipe:.*|\/dev\/.*)$/.test(read.output);
  return {
    tool: 'ffmpeg',
    job: job.id,
    strategy: rungOf(plan.folder, job, args, read),
    invocation: claimNumber(plan.folder, `${job.id}.ffmpeg`),
    input: job.input,
    ...(writesFile && { output: localPath(read.output ?? '') }),
    ...outputCodecs(read, job.recording),
    voice: {
      ...(read.progress !== undefined && { progress: read.progress }),
      stats: read.stats,
      logLevel: read.logLevel,
    },
  };
}

/** What ffmpeg refuses before it begins, as it says it; undefined when there is nothing to refuse. */
function objection(read: FfmpegArguments, role: Role): readonly Step[] | undefined {
  if (read.problem !== undefined) return refusal(read.problem);
  if (!existsSync(role.input)) return refusal(`${role.input}: No such file or directory\n`);
  if (role.output === undefined) return undefined;
  if (!read.overwrite && existsSync(role.output)) {
    return refusal(`File '${role.output}' already exists. Exiting.\n`);
  }
  return existsSync(dirname(role.output))
    ? undefined
    : refusal(`${role.output}: No such file or directory\n`);
}

function refusal(text: string): readonly Step[] {
  return [say(text), step('exit', { code: 1 })];
}

function say(text: string): Step {
  return step('stderr', { text, ending: 'none' });
}

/** Something else than a remux, such as a check of an output: only whether the file can be read. */
function decodeOnly(read: FfmpegArguments): void {
  const problem = read.problem ?? (read.input === undefined ? undefined : unreadable(read.input));
  if (problem === undefined) return;
  process.stderr.write(problem);
  process.exitCode = 1;
}

function unreadable(input: string): string | undefined {
  const checked = checkMedia(localPath(input));
  return checked.ok ? undefined : checked.message;
}
