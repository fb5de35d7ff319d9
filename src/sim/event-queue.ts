/** Something that will happen. Of two at the same instant, the one that was planned first comes first. */
export interface PlannedEvent {
  atMs: number;
  sequence: number;
  readonly happen: () => void;
  /** Whether promises may have been settled by it, so that their continuations must run before time goes on. */
  readonly settles: boolean;
  /** Whose it is: the world's, or the supervisor's own timer, or something that reaches the supervisor. */
  readonly kind: 'world' | 'timer' | 'arrival';
  /** In which of the supervisors' lives it was planned. */
  readonly life: number;
  cancelled: boolean;
}

/** A binary heap of planned events. */
export class EventQueue {
  readonly #heap: PlannedEvent[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(event: PlannedEvent): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(event);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (parent === undefined || !isBefore(event, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = event;
  }

  /** The next event that was not cancelled, without taking it. */
  peek(): PlannedEvent | undefined {
    while (this.#heap[0]?.cancelled) this.#removeFirst();
    return this.#heap[0];
  }

  pop(): PlannedEvent | undefined {
    const first = this.peek();
    if (first !== undefined) this.#removeFirst();
    return first;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = heap[2 * index + 1];
      const right = heap[2 * index + 2];
      const child = right !== undefined && left !== undefined && isBefore(right, left) ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[index] = child;
      index = child === left ? 2 * index + 1 : 2 * index + 2;
    }
    heap[index] = last;
  }
}

function isBefore(a: PlannedEvent, b: PlannedEvent): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
}
