import { EventLog } from './event-log.js';
import type { Descent } from './fork.js';
import { loadPlan } from './plan-file.js';
import { stagePerformance } from './stage.js';

/** The tether's number in a descendant: the first behind the standard streams. */
const TETHER_FD = 3;

/** Plays what a parent handed down. Unlike ffmpeg itself it dies of any signal that its steps do not trap. */
export function playDescent(descent: Descent): void {
  const plan = loadPlan(process.env);
  const { role, steps, media } = descent;
  const log = new EventLog(plan.folder, role);
  stagePerformance({
    role,
    steps,
    media,
    speed: plan.speed,
    folder: plan.folder,
    tetherFd: TETHER_FD,
    continued: true,
    log,
  });
}
