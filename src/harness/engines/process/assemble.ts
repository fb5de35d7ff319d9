import type { Evidence, EvidenceEvent, PublishedFile, SubjectShows } from '../../evidence.js';
import { fill } from '../../template.js';
import type { Canary } from './canary.js';
import { collectJobs, readText } from './collect.js';
import { lateStartMs } from './late-start.js';
import { type CommandContext, templateValues } from './subject-command.js';
import type { SubjectProcess } from './subject-process.js';
import type { UsageMeter } from './usage-meter.js';

/** What was seen of a run. */
export interface Observations {
  readonly asWorker: boolean;
  readonly events: readonly EvidenceEvent[];
  readonly processes: readonly SubjectProcess[];
  readonly meter: UsageMeter;
  readonly leftAlive: readonly number[];
  /** Outputs by path, where no fake wrote them. */
  readonly published: ReadonlyMap<string, PublishedFile> | undefined;
}

export interface AssemblyContext extends CommandContext {
  readonly canary: Canary;
  /** Absent: fakes. */
  readonly cast?: Pick<Evidence, 'engine'> & { readonly ffmpeg: string };
}

const TAIL_BYTES = 16 * 1024;

/** Makes evidence of it, with what stands on disk. Paths of this machine are left out. */
export function assembleEvidence(context: AssemblyContext, seen: Observations): Evidence {
  const { scenario, subject, workspace, speed, canary, cast } = context;
  const { manifest } = subject;
  const { processes, meter } = seen;
  const tail = (name: 'stdout' | 'stderr'): string =>
    processes
      .map((process) => process[name].tailText(TAIL_BYTES))
      .join('')
      .replaceAll(workspace.folder, '{run}');
  const metricsFile = manifest.metrics && fill(manifest.metrics, templateValues(context, workspace.jobs));
  const output = processes.map(({ stdout, stderr }) => stdout.text() + stderr.text());
  return {
    scenario,
    subject: manifest.name,
    shows: showsOf(context, seen.asWorker),
    engine: cast?.engine ?? 'process',
    ...(cast !== undefined && { ffmpeg: cast.ffmpeg }),
    speed,
    events: seen.events,
    jobs: collectJobs(workspace, manifest, seen.published),
    canaryLateMs: Math.max(canary.lateMs, cast === undefined ? lateStartMs(seen.events) : 0),
    idleCpuShare: meter.idleCpuShare,
    memoryGrowthBytes: meter.memoryGrowthBytes,
    leftAlive: seen.leftAlive,
    metrics: readText(metricsFile),
    stallLines: countLines(manifest.log?.stalled, output),
    stdoutTail: tail('stdout'),
    stderrTail: tail('stderr'),
  };
}

function showsOf({ subject, workspace }: CommandContext, asWorker: boolean): SubjectShows {
  const { artefacts, metrics, events, exit } = subject.manifest;
  return {
    lock: artefacts.lock !== undefined,
    errorLog: artefacts.errorLog !== undefined,
    meta: artefacts.meta !== undefined,
    // Several processes would overwrite one another's file.
    metrics: metrics !== undefined && (asWorker || workspace.jobs.length === 1),
    events: events !== undefined,
    slots: asWorker,
    cancelled: asWorker || Object.values(exit).includes('cancelled'),
  };
}

function countLines(pattern: string | undefined, texts: readonly string[]): number | undefined {
  if (pattern === undefined) return undefined;
  const regex = new RegExp(pattern, 'gm');
  return texts.reduce((sum, text) => sum + [...text.matchAll(regex)].length, 0);
}
