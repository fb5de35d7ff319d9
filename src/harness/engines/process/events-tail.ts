import type { FakeEvent } from '../../../script/fake-event.js';
import { FileTail } from './file-tail.js';

/** Tells what the tools of a run did: each event once, at a look or in between. */
export interface EventSource {
  /** Delivers everything that has happened up to now. */
  look(): void;
  close(): void;
}

export type OpenEvents = (onEvent: (event: FakeEvent) => void) => EventSource;

/** Reads what the fakes append to their common log, as it grows. */
export class EventsTail extends FileTail implements EventSource {
  constructor(path: string, onEvent: (event: FakeEvent) => void) {
    super(path, (line) => {
      const event = parse(line);
      if (event !== undefined) onEvent(event);
    });
  }
}

/** A fake that is killed while it writes leaves half a line. */
function parse(line: string): FakeEvent | undefined {
  try {
    const event = JSON.parse(line) as Partial<FakeEvent>;
    return typeof event.atMs === 'number' && typeof event.job === 'string' ? (event as FakeEvent) : undefined;
  } catch {
    return undefined;
  }
}
