import type { Evidence } from '../evidence.js';
import type { Span } from './timeline.js';

/** From times of the run's clock to nominal ms since its first event; hundredths of a millisecond are enough. */
export interface Scale {
  at(atMs: number): number;
  span(kind: Span['kind'], fromMs: number, toMs: number): Span;
  /** The last event, in times of the run's clock. */
  readonly endMs: number;
}

export function scaleOf({ events, speed }: Evidence): Scale {
  const startMs = events[0]?.atMs ?? 0;
  const at = (atMs: number): number => Math.round((atMs - startMs) * speed * 100) / 100;
  return {
    at,
    span: (kind, fromMs, toMs) => ({ kind, fromMs: at(fromMs), toMs: at(toMs) }),
    endMs: events.at(-1)?.atMs ?? 0,
  };
}
