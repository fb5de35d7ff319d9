import { delimiter, join } from 'node:path';
import type { Scenario } from '../../../scenario/scenario.js';
import { PLAN_VARIABLE } from '../../../script/plan.js';
import { dynamicTimeoutMs } from '../../../supervisor/config.js';
import type { Subject } from '../../subject.js';
import { ALL_INPUTS, fill, type TemplateValues } from '../../template.js';
import type { SubjectCommand } from './subject-process.js';
import type { Workspace } from './workspace.js';
import type { WorkspaceJob } from './workspace-job.js';

/** What a program needs to run at all. Whatever else stands in the harness's environment stays there. */
const HANDED_DOWN = ['HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'] as const;

export interface CommandContext {
  readonly scenario: Scenario;
  readonly subject: Subject;
  readonly workspace: Workspace;
  readonly speed: number;
  readonly fakesFolder: string;
  /** The script of this package's command line, for `{cli}`. */
  readonly cli: string;
}

/** The command of the subject for one job, or of a worker for all of them. */
export function subjectCommand(
  context: CommandContext,
  jobs: readonly WorkspaceJob[],
  asWorker: boolean,
): SubjectCommand {
  const { manifest } = context.subject;
  const values = templateValues(context, jobs);
  const key = asWorker && manifest.workerCommand !== undefined ? 'workerCommand' : 'command';
  const template = manifest[key] ?? manifest.command;
  const env = Object.entries(manifest.env ?? {}).map(([name, value]) => [name, fill(value, values)]);
  return {
    command: template.flatMap((part) => (part === ALL_INPUTS ? inputsOf(jobs) : [fill(part, values)])),
    env: { ...baseEnvironment(context), ...(Object.fromEntries(env) as Record<string, string>) },
    cwd: context.workspace.folder,
    origin: { subject: manifest.name, file: context.subject.file, key },
  };
}

function inputsOf([job]: readonly WorkspaceJob[]): readonly string[] {
  return job === undefined ? [] : [job.input, ...job.furtherParts];
}

export function templateValues(context: CommandContext, jobs: readonly WorkspaceJob[]): TemplateValues {
  const { scenario, subject, workspace, speed, fakesFolder, cli } = context;
  const { watch } = scenario;
  const [job] = jobs;
  const largestBytes = Math.max(...jobs.map(({ scripted }) => scripted.recording.sizeBytes));
  return {
    text: {
      node: process.execPath,
      cli,
      folder: subject.folder,
      ffmpeg: join(fakesFolder, 'ffmpeg'),
      ffprobe: join(fakesFolder, 'ffprobe'),
      input: job?.input ?? '',
      output: job?.output ?? '',
      recordingId: job?.recordingId ?? '',
      metrics: workspace.metricsFile,
      slots: String(scenario.slots),
    },
    durationsMs: {
      grace: watch.startupGraceMs / speed,
      stall: watch.stallTimeoutMs / speed,
      tick: watch.tickMs / speed,
      finalise: watch.finaliseMs / speed,
      probeTimeout: watch.probeTimeoutMs / speed,
      timeout: (watch.totalTimeoutMs ?? dynamicTimeoutMs(largestBytes)) / speed,
    },
  };
}

/** The fakes come first in PATH, for subjects that look there. */
function baseEnvironment({ fakesFolder, workspace }: CommandContext): Record<string, string> {
  const handedDown = HANDED_DOWN.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...(Object.fromEntries(handedDown) as Record<string, string>),
    PATH: [fakesFolder, process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
    NO_COLOR: '1',
    [PLAN_VARIABLE]: workspace.planFile,
  };
}
