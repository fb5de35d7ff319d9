import type { MediaState } from '../script/media-state.js';
import type { Op } from '../script/op.js';
import { type Playback, play } from '../script/player.js';
import type { Step } from '../script/step.js';
import type { EventLog } from './event-log.js';
import { Fuse } from './fuse.js';
import { OutputFile } from './output-file.js';
import { type ProbeReply, RealActor } from './real-actor.js';
import type { Role } from './role.js';
import { Speech } from './speech.js';

/** Everything that one fake process plays. */
export interface Performance {
  readonly role: Role;
  readonly steps: readonly Step[];
  readonly media: MediaState;
  readonly speed: number;
  readonly folder: string;
  readonly tetherFd: number | undefined;
  /** Whether an ancestor began the output. */
  readonly continued: boolean;
  readonly answer?: () => ProbeReply;
  /** Done first. */
  readonly prologue?: readonly Op[];
  readonly log: EventLog;
}

/** Plays a script in this process, which ends with it. */
export function stagePerformance(performance: Performance): void {
  const { role, steps, media, log, folder } = performance;
  let playback: Playback | undefined;
  const actor = new RealActor({
    ...performance,
    speech: new Speech(role.voice, log),
    output: new OutputFile({ path: role.output, input: role.input, continued: performance.continued }),
    fuse: new Fuse(folder),
    divert: (ops) => playback?.divert(ops),
  });
  for (const op of performance.prologue ?? []) actor.perform(op, () => {});
  playback = play(steps, media, actor);
}
