import { Slots } from '../../supervisor/slots.js';
import { type MicroTask, OURS } from './micro-task.js';

export const SLOT_SCENE = 'hand on a slot';

const CAPACITY = 4;
const JOBS = 1_000;

/** A thousand jobs that queue for four slots and hold theirs for one turn. */
export function slotTasks(): MicroTask[] {
  return [
    { scene: SLOT_SCENE, subject: OURS, amount: JOBS, run: () => queueFor(new Slots(CAPACITY)) },
    {
      scene: SLOT_SCENE,
      subject: 'a list of promises',
      amount: JOBS,
      run: () => queueFor(new PlainSemaphore()),
    },
  ];
}

interface Semaphore {
  acquire(): Promise<{ release(): void } | undefined>;
}

async function queueFor(semaphore: Semaphore): Promise<void> {
  const jobs = Array.from({ length: JOBS }, async () => {
    const lease = await semaphore.acquire();
    lease?.release();
  });
  await Promise.all(jobs);
}

/** The semaphore that everybody writes: neither cancelled waits nor double releases concern it. */
class PlainSemaphore implements Semaphore {
  #free = CAPACITY;
  readonly #waiting: (() => void)[] = [];

  async acquire(): Promise<{ release(): void }> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return {
      release: () => {
        const next = this.#waiting.shift();
        if (next === undefined) this.#free++;
        else next();
      },
    };
  }
}
