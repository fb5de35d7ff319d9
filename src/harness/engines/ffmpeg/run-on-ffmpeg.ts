import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../host/clock.js';
import { createNodeClock } from '../../../node/clock.js';
import type { RealPlay } from '../../../scenario/real-play.js';
import type { Scenario } from '../../../scenario/scenario.js';
import type { Subject } from '../../subject.js';
import { type ProcessEngineOptions, type ProcessRun, playInWorkspace } from '../process/run-on-processes.js';
import { prepareWorkspace, removeWorkspace, type Workspace } from '../process/workspace.js';
import type { WorkspaceJob } from '../process/workspace-job.js';
import { ClipCache } from './clip-cache.js';
import { damagePackets } from './damage.js';
import { openSource } from './open-source.js';
import { readPublishedMedia } from './published-media.js';
import type { RealTools } from './real-tools.js';
import type { Source } from './source.js';
import { type ShimJob, shimText } from './tool-shim.js';
import { ToolWatch } from './tool-watch.js';
import { worstRealCaseMs } from './worst-real-case.js';

export interface FfmpegEngineOptions extends Omit<ProcessEngineOptions, 'fakesFolder'> {
  readonly tools: RealTools;
  /** Where generated recordings are kept; default: a folder of this user's under the temp folder. */
  readonly clips?: string;
}

const SHIMS = 'tools';

/** Nobody need look more often than this, however fast the scenario runs. A machine duration. */
const SHORTEST_WINDOW_MS = 250;

/**
 * Plays one scenario against one subject with a real ffmpeg, which is made to stall by what it reads, by what it writes
 * and by signals. Needs no rights.
 * @throws ClipNotMadeError, SubjectNotStartedError, HarnessLeakError, or the reason of an aborted signal
 */
export async function runOnFfmpeg(
  scenario: Scenario,
  subject: Subject,
  options: FfmpegEngineOptions,
): Promise<ProcessRun> {
  const { tools, signal } = options;
  const clock = createNodeClock();
  const speed = options.speed ?? scenario.speed;
  const clips = new ClipCache(clock, options.clips);
  const workspace = await prepareWorkspace(scenario, subject.manifest, speed, clock.wallTime(), (job) =>
    record(job, clips, tools, signal),
  );
  const props = new Props(workspace, clock, speed);
  try {
    const folder = await props.build(tools).catch(async (error: unknown) => {
      await removeWorkspace(workspace);
      throw error;
    });
    const { stallTimeoutMs, tickMs } = scenario.watch;
    const windowMs = Math.max(SHORTEST_WINDOW_MS, Math.min(tickMs, stallTimeoutMs / 4) / speed);
    return await playInWorkspace({
      ...options,
      ...{ clock, scenario, subject, workspace, speed },
      fakesFolder: folder,
      cast: {
        engine: 'ffmpeg',
        ffmpeg: tools.version,
        openEvents: (onEvent) => {
          const { jobs } = scenario;
          props.watch = new ToolWatch({ clock, jobs, folder, sources: props.sources, windowMs }, onEvent);
          return props.watch;
        },
        worstCaseMs: worstRealCaseMs(scenario, speed),
        readPublished: (path) => readPublishedMedia(path, tools),
      },
    });
  } finally {
    for (const source of props.sources.values()) source.stop();
  }
}

/** What stands around a real ffmpeg: shims in the place of the tools, and sources of the recordings. */
class Props {
  readonly sources = new Map<string, Source>();
  watch: ToolWatch | undefined;
  readonly #workspace: Workspace;
  readonly #clock: Clock;
  readonly #speed: number;

  constructor(workspace: Workspace, clock: Clock, speed: number) {
    this.#workspace = workspace;
    this.#clock = clock;
    this.#speed = speed;
  }

  /** @returns the folder of the shims */
  async build(tools: RealTools): Promise<string> {
    const folder = join(this.#workspace.folder, SHIMS);
    await mkdir(folder);
    const jobs = await Promise.all(this.#workspace.jobs.map((job) => this.#shimJob(job)));
    for (const tool of ['ffmpeg', 'ffprobe'] as const) {
      const { path, env } = tools[tool];
      const file = join(folder, tool);
      await writeFile(file, shimText({ tool, path, env, folder, jobs }));
      await chmod(file, 0o755);
    }
    return folder;
  }

  async #shimJob({ id, input, output, tether, scripted }: WorkspaceJob): Promise<ShimJob> {
    const real = realPlay(scripted);
    const source = await openSource(real.through, {
      clock: this.#clock,
      file: input,
      steps: real.feed,
      speed: this.#speed,
      freeze: (forMs) => this.watch?.freeze(id, forMs),
    });
    this.sources.set(id, source);
    return {
      ...{ id, input, output, tether },
      source: { through: real.through, url: source.url },
      outputFifo: real.output === 'fifo',
      silentProbe: real.probe === 'silent',
      preset: real.preset,
    };
  }
}

/** Puts the recording of a job there: made with the ffmpeg that will read it. */
async function record(
  { input, scripted }: WorkspaceJob,
  clips: ClipCache,
  tools: RealTools,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { recording } = scripted;
  const { picture, damaged } = realPlay(scripted);
  await clips.copyTo(input, tools, { recording, picture }, signal);
  if (damaged === 0) return;
  const bytes = await readFile(input);
  damagePackets(bytes, damaged);
  await writeFile(input, bytes);
}

function realPlay({ real }: WorkspaceJob['scripted']): RealPlay {
  if (real === undefined) throw new Error('internal error: a scenario without a real ffmpeg');
  return real;
}
