import { exampleLine, STDERR_IDS } from '../ffmpeg/stderr-catalogue.js';
import type { ScenarioWatch } from '../scenario/scenario.js';
import type { Step } from '../script/step.js';
import { defaultOf, faultNamed } from '../script/vocabulary.js';
import type { Dice } from './dice.js';

/** What a random step depends on. */
export interface Setting {
  readonly dice: Dice;
  readonly watch: ScenarioWatch;
  /** Steps for a descendant. */
  readonly descend: () => readonly Step[];
}

type Recipe = (setting: Setting) => Readonly<Record<string, unknown>>;

const STREAMS = ['stdout', 'stderr'] as const;
const FACTORS = [0.2, 0.5, 0.7, 0.9, 0.99, 1, 1, 1.01, 1.2, 1.6, 2.5] as const;
const CODES = [0, 0, 1, 1, 69, 123, 183, 187, 228, 234, 255] as const;
const WORDS = ['corrupt input packet', 'Conversion failed!', 'speed=1x', 'out_time_us=99', '\u001b[2J'];

/** Sharp edges lie around the thresholds, so most durations lie there too. */
export function aroundThresholdMs({ dice, watch }: Pick<Setting, 'dice' | 'watch'>): number {
  if (dice.chance(0.25)) return dice.magnitude(1, 600_000);
  const { startupGraceMs: graceMs, stallTimeoutMs: stallMs, tickMs, finaliseMs } = watch;
  const { totalTimeoutMs: totalMs = stallMs } = watch;
  const baseMs = dice.pick([stallMs, stallMs, graceMs, tickMs, finaliseMs, totalMs, totalMs, 500]);
  return Math.max(1, Math.round(baseMs * dice.pick(FACTORS)) + dice.whole(-1, 1));
}

/** Without end only where it comes to a bounded number of blocks before it is called a stall. */
function repeated({ dice, watch }: Setting): { readonly every: number; readonly blocks?: number } {
  const endless = dice.chance(0.3);
  const slowestMs = Math.max(watch.stallTimeoutMs, watch.startupGraceMs);
  if (endless) return { every: Math.max(1, Math.round(slowestMs / dice.whole(2, 25))) };
  return { every: dice.magnitude(1, slowestMs / 2), blocks: dice.whole(1, 5) };
}

/** What a pipe holds, and what a reader keeps of a line or of a stream, as a rule. */
const BUFFER_BYTES = 64 * 1024;

/** Often enough more than the usual buffers hold. */
const SIZED: Recipe = ({ dice }) => ({
  size: dice.chance(0.5) ? dice.whole(BUFFER_BYTES, 4 * BUFFER_BYTES) : dice.magnitude(1, BUFFER_BYTES),
  stream: dice.pick(STREAMS),
});

const MOST_STEADY_BLOCKS = 50;

/**
 * In so large a share of cases blocks that never come too late, for longer than anybody waits who does not see them;
 * otherwise a few.
 */
function paced(setting: Setting, share: number, usual: () => Pace): Pace {
  const { dice, watch } = setting;
  const every = Math.max(1, Math.round(watch.stallTimeoutMs / dice.whole(2, 4)));
  const wantedMs = watch.startupGraceMs + 2 * watch.stallTimeoutMs + 1.2 * watch.finaliseMs;
  const blocks = Math.ceil(wantedMs / every);
  return dice.chance(share) && blocks <= MOST_STEADY_BLOCKS ? { every, blocks } : usual();
}

type Pace = { readonly every: number; readonly blocks: number };

const NOTHING: Recipe = () => ({});

/** How a random config is made, for each fault of the vocabulary; what is not named has its default. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  progress: (setting) => {
    const { dice, watch } = setting;
    const pace = paced(setting, 0.25, () => ({
      blocks: dice.whole(1, 6),
      every: dice.chance(0.7) ? 500 : dice.magnitude(1, watch.stallTimeoutMs),
    }));
    const still = dice.pick(['none', 'none', 'none', 'out-time', 'total-size']);
    return { ...pace, speed: dice.magnitude(1, 200), still };
  },
  trickle: (setting) => ({
    every: aroundThresholdMs(setting),
    blocks: setting.dice.whole(1, 3),
    by: setting.dice.magnitude(1, 60_000),
  }),
  heartbeat: repeated,
  backwards: (setting) => ({ ...repeated(setting), by: setting.dice.magnitude(1, 60_000) }),
  oscillate: (setting) => ({ ...repeated(setting), by: setting.dice.magnitude(1, 60_000) }),
  'not-available': (setting) => {
    const keeps = setting.dice.pick(['nothing', 'nothing', 'out-time', 'total-size']);
    const { every, blocks = 5 } = repeated(setting);
    // Blocks that advance without end would make the job as long as its timeout allows.
    return keeps === 'nothing' ? { ...repeated(setting), keeps } : { every, blocks, keeps };
  },
  wrap: ({ dice }) => ({ blocks: dice.whole(1, 4), every: dice.magnitude(1, 2_000) }),
  stuck: ({ dice }) => ({ for: dice.magnitude(100, 300_000) }),
  split: ({ dice }) => ({
    blocks: dice.whole(1, 4),
    every: dice.magnitude(5, 2_000),
    style: dice.pick(['split', 'split', 'glued', 'bytes']),
  }),
  end: NOTHING,
  write: ({ dice, watch }) => ({
    size: dice.magnitude(1, 50_000_000),
    times: dice.whole(1, 4),
    every: dice.magnitude(1, watch.stallTimeoutMs),
  }),
  finish: ({ dice }) => ({
    fraction: dice.pick([1, 1, 1, 1, 0, 0.5, 0.98, 0.995, 1.005, 1.02]),
    lose: dice.pick(['nothing', 'nothing', 'nothing', 'video', 'audio', 'both']),
  }),
  output: ({ dice }) => ({ state: dice.pick(['complete', 'partial', 'empty', 'none']) }),
  finalise: (setting) => ({
    for: aroundThresholdMs(setting),
    size: setting.dice.magnitude(1_000, 1_000_000_000),
  }),
  complete: (setting) =>
    paced(setting, 0.5, () => ({
      blocks: setting.dice.whole(1, 6),
      every: setting.dice.magnitude(1, 2_000),
    })),
  'disk-full': ({ dice }) => ({ during: dice.pick(['data', 'trailer']) }),
  wait: (setting) => ({ for: aroundThresholdMs(setting) }),
  'slow-start': (setting) => ({ for: aroundThresholdMs(setting) }),
  hang: (setting) => (setting.dice.chance(0.6) ? {} : { for: aroundThresholdMs(setting) }),
  spin: (setting) => (setting.dice.chance(0.5) ? {} : { for: aroundThresholdMs(setting) }),
  freeze: NOTHING,
  memory: ({ dice }) => ({ size: dice.magnitude(1, 2 ** 30) }),
  stderr: ({ dice }) => ({
    text: dice.chance(0.7) ? dice.pick(CATALOGUE_LINES) : dice.pick(WORDS),
    times: dice.whole(1, 3),
    every: dice.pick([0, 0, 100]),
    ending: dice.pick(['newline', 'newline', 'return', 'none']),
    level: dice.pick(['always', 'error', 'warning', 'info']),
  }),
  garbage: ({ dice }) => ({ lines: dice.whole(1, 14), stream: dice.pick(STREAMS) }),
  'long-line': (setting) => ({ ...SIZED(setting), ends: setting.dice.chance(0.7) }),
  flood: SIZED,
  close: ({ dice }) => ({ stream: dice.pick(STREAMS) }),
  exit: ({ dice }) => ({ code: dice.pick(CODES), end: dice.chance(0.4) }),
  die: ({ dice }) => ({ signal: dice.pick(['SIGSEGV', 'SIGABRT', 'SIGKILL', 'SIGTERM']) }),
  'ignore-signals': ({ dice }) => ({ signals: dice.pick(['both', 'both', 'SIGTERM', 'SIGINT']) }),
  'slow-death': ({ dice }) => ({ after: dice.pick([1, 100, 499, 501, 3_000, 60_000]) }),
  fork: ({ dice, descend }) => ({
    steps: dice.chance(0.4) ? [LINGERS] : descend(),
    holdsPipes: dice.chance(0.5),
    newSession: dice.chance(0.5),
  }),
  answer: ({ dice }) => ({ share: dice.pick([1, 1, 1, 0.9, 0.1, 0]) }),
  'answer-partial': NOTHING,
  'answer-garbage': NOTHING,
};

/** A descendant that is simply there. */
const LINGERS: Step = { fault: 'hang', config: {} };

const CATALOGUE_LINES: readonly string[] = STDERR_IDS.flatMap((id) => exampleLine(id) ?? []);

const DEFAULTS = new Map<string, Readonly<Record<string, unknown>>>();

/** A fault's own values; reading them from their texts anew for each step would cost more than playing it. */
export function defaultsOf(fault: string): Readonly<Record<string, unknown>> {
  const known = DEFAULTS.get(fault);
  if (known !== undefined) return known;
  const fields = Object.entries(faultNamed(fault).fields);
  const defaults = Object.fromEntries(fields.map(([name, field]) => [name, defaultOf(field)]));
  DEFAULTS.set(fault, defaults);
  return defaults;
}

export function randomStep(fault: string, setting: Setting): Step {
  return { fault, config: { ...defaultsOf(fault), ...RECIPES[fault]?.(setting) } };
}
