import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FakeJob } from '../../src/script/plan.js';
import { step } from '../../src/script/vocabulary.js';
import { artefactPaths } from '../../src/supervisor/publish.js';
import { documentedStates, type FolderView, look, statesOf } from './artefact-states.js';
import { OUTPUT, SimulatedMachine } from './simulated-machine.js';

const AT_REST = documentedStates('At rest');
const DOCUMENTED = [...AT_REST, ...documentedStates('On the way')];

const FAILS = [step('progress', { blocks: 2 }), step('exit', { code: 1 })];

/** Jobs that end in every way, and touch every kind of file. */
const JOBS: Readonly<Record<string, Partial<FakeJob>>> = {
  success: { ffmpeg: { default: [step('complete', { blocks: 2 })] } },
  'success of the last rung': {
    ffmpeg: { default: FAILS, fallback: FAILS, transcode: [step('complete', { blocks: 2 })] },
  },
  'parts that are joined': {
    furtherParts: ['/in/film-2.ts'],
    ffmpeg: { default: [step('complete', { blocks: 2 })] },
  },
  failure: { ffmpeg: { default: FAILS, fallback: FAILS, transcode: FAILS } },
  stall: { ffmpeg: { default: [step('progress', { blocks: 2 }), step('hang')] } },
  'half a film': {
    ffmpeg: { default: [step('finish', { fraction: 0.5 })], fallback: FAILS, transcode: FAILS },
  },
  'no answer of ffprobe': { ffprobe: [step('exit', { code: 1 })] },
};

const PATHS = artefactPaths(OUTPUT);
const OLD_FILM = { text: '', sizeBytes: 5, modifiedAtMs: 0, media: { durationMs: 1, video: 'h264' } };

const LIVING = 'the lock of a living owner';

/** What an earlier job left. */
const REMAINS: Readonly<Record<string, (machine: SimulatedMachine) => void>> = {
  nothing: () => {},
  'a film': ({ files }) => {
    files.entries.set(OUTPUT, OLD_FILM);
    put(files, PATHS.metadata, JSON.stringify({ v: 1, outputBytes: OLD_FILM.sizeBytes }));
  },
  'a failure beside a film': (machine) => {
    REMAINS['a film']?.(machine);
    put(machine.files, PATHS.errorLog, 'stalled: no progress for 90 s');
  },
  'a lock and a film of a dead owner': ({ files, processes }) => {
    const owner = { ...processes.self, bootId: 'boot-0' };
    put(files, PATHS.lock, JSON.stringify({ v: 1, token: 'dead', owner, jobId: 'x', since: '' }));
    files.entries.set(`${OUTPUT}.tmp-abcdefghij-default`, { ...OLD_FILM });
  },
  [LIVING]: ({ files, processes }) => {
    const owner = processes.forAnother().identity();
    put(files, PATHS.lock, JSON.stringify({ v: 1, token: 'alive', owner, jobId: 'x', since: '' }));
  },
};

function put(files: SimulatedMachine['files'], path: string, text: string): void {
  files.entries.set(path, { text, sizeBytes: text.length, modifiedAtMs: 0 });
}

/**
 * When the supervisor is killed: before or after the effect of a file operation, in the middle of making a file, or once
 * so much has happened on the machine.
 */
interface Death {
  readonly at: 'before an operation' | 'after an operation' | 'in a creation' | 'an event';
  readonly nth: number;
}

/** Runs a job and looks at the folder after every change of it. */
class Watch {
  readonly machine: SimulatedMachine;
  readonly undocumented: string[] = [];
  readonly seen = new Set<string>();
  /** How often the supervisor died. */
  deaths = 0;
  #lives = 0;
  #before: { readonly view: FolderView; readonly pid: number };

  constructor(job: string, remains: string) {
    this.machine = new SimulatedMachine({ job: JOBS[job] ?? {} });
    REMAINS[remains]?.(this.machine);
    this.machine.files.onChange = () => this.#look();
    this.#before = this.#now();
  }

  /** One life of a supervisor: to its death, or to the end of the job. */
  async live(death: Death | undefined, cancelAtMs: number | undefined): Promise<void> {
    const { machine } = this;
    const { clock } = machine;
    this.#before = this.#now();
    let dead = false;
    const die = (): void => {
      dead = true;
      this.deaths++;
      machine.kill();
    };
    this.#arm(death, die);
    machine.submit();
    const life = ++this.#lives;
    if (cancelAtMs !== undefined) clock.world(cancelAtMs, () => life === this.#lives && machine.cancel());
    const lastEvent = clock.happened + (death?.at === 'an event' ? death.nth : Number.POSITIVE_INFINITY);
    await clock.run(() => dead || machine.outcome !== undefined || clock.happened >= lastEvent);
    if (machine.outcome === undefined && !dead) die();
    // What the kernel was doing, it does.
    await clock.run(() => false, clock.now() + 1);
    this.#look();
  }

  restStates(): string[] {
    return statesOf(look(this.machine), this.#before, AT_REST);
  }

  #now() {
    return { view: look(this.machine), pid: this.machine.processes.self.pid };
  }

  #look(): void {
    const now = look(this.machine);
    const states = statesOf(now, this.#before, DOCUMENTED);
    for (const state of states) this.seen.add(state);
    if (states.length === 0) this.undocumented.push(JSON.stringify(now));
  }

  #arm(death: Death | undefined, die: () => void): void {
    const { files, clock } = this.machine;
    let left = death?.nth ?? 0;
    files.fault = (operation, path) => {
      if (death === undefined || death.at === 'an event') return undefined;
      if (death.at === 'in a creation' && operation !== 'createExclusive') return undefined;
      if (--left !== 0) return undefined;
      if (death.at === 'after an operation') return { afterwards: die };
      // The name is there, and what belongs under it is not yet written.
      if (death.at === 'in a creation' && !files.entries.has(path)) put(files, path, '');
      clock.world(0, die);
      return { hang: true };
    };
  }
}

const job = fc.constantFrom(...Object.keys(JOBS));
const remains = fc.constantFrom(...Object.keys(REMAINS));
const cancelAtMs = fc.option(fc.constantFrom(0, 0.2, 0.32, 500, 1_000.5, 1_000.75, 40_000), {
  nil: undefined,
});
const dying = (at: Death['at'], mostNth: number): fc.Arbitrary<Death> =>
  fc.record({ at: fc.constant(at), nth: fc.integer({ min: 1, max: mostNth }) });
const death = fc.oneof(
  dying('before an operation', 40),
  dying('after an operation', 40),
  dying('in a creation', 8),
  dying('an event', 200),
);

/** What the folder must look like after a job with that outcome. */
function restState(outcome: string | undefined): string {
  if (outcome === 'published') return 'published';
  return outcome === 'busy' ? 'turned away' : 'failed';
}

describe('beside the output of any job stand only the documented files', () => {
  it('in a documented state at every moment, and at rest in the one that the outcome tells', async () => {
    await fc.assert(
      fc.asyncProperty(job, remains, cancelAtMs, async (what, left, cancel) => {
        const watch = new Watch(what, left);
        await watch.live(undefined, cancel);
        expect(watch.undocumented).toEqual([]);
        expect(watch.restStates()).toContain(restState(watch.machine.outcome?.kind));
      }),
      { numRuns: 60 },
    );
  });

  it('whatever instant the supervisor dies at, and the next one brings the folder to rest', async () => {
    const deaths = fc.array(death, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(job, remains, deaths, cancelAtMs, async (what, left, killed, cancel) => {
        const watch = new Watch(what, left);
        for (const each of killed) {
          await watch.live(each, cancel);
          expect(watch.undocumented).toEqual([]);
        }
        const orphans = look(watch.machine)
          .temps.map((path) => posix.basename(path))
          .filter((name) => !name.includes('-takeover-'));
        await watch.live(undefined, undefined);
        expect(watch.undocumented).toEqual([]);
        const { machine } = watch;
        expect(watch.restStates()).toContain(restState(machine.outcome?.kind));
        if (watch.deaths === 0 && left === LIVING) return;
        // Whoever held the lock is dead now.
        expect(machine.outcome?.kind).not.toBe('busy');
        const removed = machine.told('recovered').flatMap((event) => event.removed);
        expect(removed).toEqual(expect.arrayContaining(orphans));
        const told = machine.events.map(({ event }) => event);
        if (orphans.length > 0) expect(told.indexOf('recovered')).toBeLessThan(told.indexOf('slot-taken'));
      }),
      { numRuns: 120 },
    );
  });

  it('and of the documented states there is none that no job comes to', async () => {
    const seen = new Set<string>();
    for (const what of ['success', 'failure']) {
      for (const left of Object.keys(REMAINS)) {
        const watch = new Watch(what, left);
        await watch.live(undefined, undefined);
        for (const state of watch.seen) seen.add(state);
      }
    }
    expect([...seen].sort()).toEqual(DOCUMENTED.map(({ name }) => name).sort());
  });
});
