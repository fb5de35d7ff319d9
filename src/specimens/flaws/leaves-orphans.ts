import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

export const leavesOrphans: Specimen = {
  name: 'leaves-orphans',
  flaw: 'Nothing ends its children when it is killed itself, so ffmpeg runs on without anybody who watches it.',
  from: 'origin flaw 8',
  caughtBy: 'survives-its-own-death',
  shownBy: 'progress for long, and machine: kill-supervisor',
  create: (options) => {
    const host = { ...options.host, processes: options.host.unguarded };
    return new BaseSupervisor({ ...options, host });
  },
};
