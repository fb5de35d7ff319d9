import { defineFault } from '../fault.js';
import type { Op } from '../op.js';

export const fork = defineFault({
  name: 'fork',
  summary: 'Starts a descendant that does its own steps, while this process goes on with the next.',
  models: 'ffmpeg behind a shell wrapper (mediamtx 84); a grandchild that holds the pipes (tinyexec 138).',
  fields: {
    steps: { type: 'steps', doc: 'What the descendant does.' },
    holdsPipes: { type: 'flag', doc: 'Whether it keeps stdout and stderr open.', default: false },
    newSession: { type: 'flag', doc: 'Whether it leaves the process group.', default: false },
  },
  shorthand: 'steps',
  *play(config): Iterable<Op> {
    const { steps, holdsPipes, newSession } = config;
    yield { op: 'fork', child: { steps, holdsPipes, newSession } };
  },
});
