import type { Droppable } from '../trace/mutate.js';
import type { Duration } from './duration-option.js';
import type { Cut, Stall } from './mutation-options.js';

/** What `replay` was asked for. */
export interface ReplayOptions {
  readonly job?: string;
  readonly as?: 'scenario' | 'exact';
  readonly engine: 'virtual' | 'process';
  readonly speed?: number;
  readonly grace?: Duration;
  readonly stall?: Duration;
  readonly finalise?: Duration;
  readonly stallAt?: Stall;
  readonly cutAt?: Cut;
  readonly stretch?: number;
  readonly drop?: readonly Droppable[];
  readonly subject: string;
  readonly out: string;
  readonly json?: true;
}
