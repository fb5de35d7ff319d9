import fc from 'fast-check';
import type { Step } from '../../src/script/step.js';
import { step } from '../../src/script/vocabulary.js';
import type { Play } from './two-worlds.js';

/** Nominal; a hundredth of it on the real clock. */
const shortMs = fc.integer({ min: 200, max: 1_500 });
const blocks = fc.integer({ min: 1, max: 3 });
const size = fc.integer({ min: 1, max: 150_000 });
const stream = fc.constantFrom('stdout', 'stderr');

function made(fault: string, config: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Step> {
  return fc.record(config).map((chosen) => step(fault, chosen));
}

/** What a process can do and go on. */
const onTheWay = fc.oneof(
  made('progress', { blocks, still: fc.constantFrom('none', 'out-time', 'total-size') }),
  made('trickle', { every: shortMs, blocks }),
  made('heartbeat', { blocks }),
  made('backwards', { blocks }),
  made('oscillate', { blocks }),
  made('wrap', { blocks }),
  made('not-available', { blocks, keeps: fc.constantFrom('nothing', 'out-time', 'total-size') }),
  made('split', { blocks, every: shortMs, style: fc.constantFrom('split', 'glued', 'bytes') }),
  made('end', {}),
  made('write', { size, times: blocks, every: shortMs }),
  made('finish', { fraction: fc.constantFrom(0.5, 1), lose: fc.constantFrom('nothing', 'video', 'both') }),
  made('output', { state: fc.constantFrom('complete', 'partial', 'empty', 'none') }),
  made('finalise', { for: shortMs, size }),
  made('wait', { for: shortMs }),
  made('slow-start', { for: shortMs }),
  made('hang', { for: shortMs }),
  made('stderr', { text: fc.constantFrom('corrupt input packet', 'frame= 1'), times: blocks }),
  made('garbage', { lines: blocks, stream }),
  made('long-line', { size, stream }),
  made('flood', { size, stream }),
  made('close', { stream }),
  made('ignore-signals', { signals: fc.constantFrom('both', 'SIGTERM', 'SIGINT') }),
  made('slow-death', { after: shortMs }),
  made('fork', {
    // A real descendant takes longer to start than some scripts take to their end.
    steps: fc.constant([step('hang')]),
    holdsPipes: fc.boolean(),
    newSession: fc.boolean(),
  }),
);

const ends = fc.oneof(
  made('exit', { code: fc.constantFrom(0, 1, 255), end: fc.boolean() }),
  made('die', { signal: fc.constantFrom('SIGSEGV', 'SIGABRT', 'SIGKILL', 'SIGTERM') }),
  made('disk-full', { during: fc.constantFrom('data', 'trailer') }),
  made('complete', { blocks }),
  made('hang', {}),
  made('freeze', {}),
);

/** Any script of a few steps, which ends by itself or is ended; whatever is left of it is killed. */
export const randomPlay: fc.Arbitrary<Play> = fc
  .tuple(
    fc.array(onTheWay, { maxLength: 4 }),
    ends,
    fc.array(fc.constantFrom('SIGTERM' as const, 'SIGINT' as const, 'SIGCONT' as const), { maxLength: 2 }),
  )
  .map(([steps, end, signals]) => ({ steps: [...steps, end], signals: [...signals, 'SIGKILL'] }));
