import type {
  FileFate,
  FileTrouble,
  StuckProcess,
  Surroundings,
} from '../harness/engines/virtual/surroundings.js';
import type { FileOperation } from '../host/files.js';
import type { MachineAction, ScenarioWatch } from '../scenario/scenario.js';
import type { Dice } from './dice.js';
import { aroundThresholdMs } from './recipes.js';
import type { Swarm } from './swarm.js';

/** A week: longer than any lease that somebody might have thought of, and as long as scenario files can tell. */
const MOST_JUMP_MS = 7 * 24 * 3_600_000;

/** Long enough for every storm to do its damage; in virtual time a minute costs nothing. */
const LATEST_CALM_MS = 1_200_000;

const OPERATIONS: readonly [FileOperation, ...FileOperation[]] = [
  ...(['createExclusive', 'rename', 'sync', 'remove'] as const),
  ...([
    'stat',
    'lstat',
    'list',
    'read',
    'createExclusive',
    'link',
    'syncFolder',
    'rename',
    'remove',
  ] as const),
];

/** Parts of the names that a supervisor gives; a subject with other names meets only the troubles of any name. */
const NAMES = [
  '',
  '',
  '.lock',
  '-lock',
  '.tmp-',
  '-meta',
  '-errlog',
  '.err.log',
  '.meta.json',
  '.mp4',
] as const;

/** The last steps to a published output come once in a job, and few jobs come to them. */
const LAST_STEPS: readonly [FileSpot, ...FileSpot[]] = [
  { operation: 'lstat', name: '.tmp-' },
  { operation: 'createExclusive', name: '-meta' },
  { operation: 'sync', name: '-meta' },
  { operation: 'sync', name: '.tmp-' },
  { operation: 'rename', name: '.mp4' },
  { operation: 'rename', name: '.meta.json' },
];

type FileSpot = Pick<FileTrouble, 'operation' | 'name'>;

const MOST_TIMES = 40;

/** A supervisor that dies at one spot more often in a row is a machine that somebody has to repair. */
const MOST_CRASHES = 12;

const CODES = ['EIO', 'EIO', 'ENOSPC', 'EACCES', 'ESTALE', 'EROFS', 'ETIMEDOUT'] as const;

/** What is done to the supervisor and its surroundings, in the words of scenario files. */
export function randomActions(
  dice: Dice,
  swarm: Swarm,
  watch: ScenarioWatch,
  jobs: readonly string[],
): MachineAction[] {
  const setting = { dice, watch };
  const drawn: MachineAction[] = [];
  const maybe = (trouble: Parameters<Swarm['troubles']['has']>[0], draw: () => MachineAction): void => {
    if (swarm.troubles.has(trouble) && dice.chance(0.6)) drawn.push(draw());
  };
  const job = (): { readonly job?: string } => {
    const named = dice.pick(jobs);
    return named === undefined || dice.chance(0.3) ? {} : { job: named };
  };
  maybe('cancel', () => ({ action: 'cancel', afterMs: aroundThresholdMs(setting), ...job() }));
  for (let pauses = dice.whole(1, 2); pauses > 0; pauses--) {
    maybe('pause', () => ({
      action: 'pause-supervisor',
      afterMs: aroundThresholdMs(setting),
      forMs: dice.chance(0.7) ? aroundThresholdMs(setting) : dice.magnitude(1, 1_000),
    }));
  }
  for (let kills = dice.whole(1, 2); kills > 0; kills--) {
    maybe('kill', () => ({
      action: 'kill-supervisor',
      afterMs: aroundThresholdMs(setting),
      restart: dice.chance(0.85),
    }));
  }
  maybe('clock', () => {
    const byMs = dice.magnitude(1_000, MOST_JUMP_MS);
    return {
      action: 'jump-clock',
      afterMs: aroundThresholdMs(setting),
      byMs: dice.chance(0.5) ? byMs : -byMs,
    };
  });
  maybe('lock', () => ({
    action: 'lock',
    owner: dice.pick(['dead', 'dead', 'living', 'foreign-host', 'garbage']),
    ...job(),
  }));
  return drawn;
}

export function randomSurroundings(
  dice: Dice,
  swarm: Swarm,
  watch: ScenarioWatch,
  jobs: readonly string[],
): Surroundings {
  const { troubles } = swarm;
  const some = <T>(most: number, draw: () => T): T[] => Array.from({ length: dice.whole(1, most) }, draw);
  return {
    calmAtMs: dice.magnitude(1_000, LATEST_CALM_MS),
    files: troubles.has('files')
      ? some(3, () => randomTrouble(dice, troubles.has('kill'), troubles.has('cancel')))
      : [],
    stuck: troubles.has('stuck') ? some(2, () => randomStuck(dice, watch, jobs)) : [],
    mostPieces: troubles.has('pieces') ? dice.whole(2, 9) : 1,
    exitOvertakes: troubles.has('pieces') && dice.chance(0.5),
  };
}

function randomTrouble(dice: Dice, kills: boolean, cancels: boolean): FileTrouble {
  const trouble = dice.chance(0.25)
    ? { ...dice.pick(LAST_STEPS), nth: dice.whole(1, 2) }
    : { operation: dice.pick(OPERATIONS), name: dice.pick(NAMES), nth: dice.whole(1, 6) };
  const often = dice.chance(0.2);
  const befalls = randomFate(dice, kills, cancels);
  const most = befalls.kind === 'crash' ? MOST_CRASHES : MOST_TIMES;
  return { ...trouble, times: often ? dice.whole(2, most) : 1, befalls };
}

function randomFate(dice: Dice, kills: boolean, cancels: boolean): FileFate {
  if (kills && dice.chance(0.4)) return { kind: 'crash', when: dice.pick(['before', 'after']) };
  if (cancels && dice.chance(0.3)) return { kind: 'cancel' };
  const roll = dice.share();
  if (roll < 0.5) return { kind: 'fails', code: dice.pick(CODES) };
  return roll < 0.75 ? { kind: 'hangs' } : { kind: 'slow', takesMs: dice.magnitude(1, 9_000) };
}

function randomStuck(dice: Dice, watch: ScenarioWatch, jobs: readonly string[]): StuckProcess {
  return {
    tool: dice.pick(['ffmpeg', 'ffmpeg', 'ffprobe']),
    job: dice.pick(jobs) ?? '',
    invocation: dice.whole(1, 2),
    afterMs: dice.chance(0.5) ? dice.magnitude(1, 2_000) : aroundThresholdMs({ dice, watch }),
    // A tree that cannot be killed is looked at each second: minutes are enough.
    forMs: dice.magnitude(100, 300_000),
  };
}
