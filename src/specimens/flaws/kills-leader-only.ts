import type { Processes } from '../../host/processes.js';
import { BaseSupervisor } from '../base-supervisor.js';
import { CarelessProcesses } from '../careless-processes.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenHost } from '../specimen-host.js';

/** A kill reaches the one pid that is known, and nobody looks whether anything else lives. */
function leaderOnly({ unguarded, signalOne }: SpecimenHost): Processes {
  return new CarelessProcesses(unguarded, (command, sink) => {
    const child = unguarded.spawn(command, sink);
    const { pid } = child;
    return {
      pid,
      signal: (name) => {
        if (pid !== undefined) signalOne(pid, name);
        return pid !== undefined;
      },
      treeAlive: () => false,
      living: () => [],
      usage: () => child.usage(),
      abandon: () => child.abandon(),
    };
  });
}

export const killsLeaderOnly: Specimen = {
  name: 'kills-leader-only',
  flaw: 'Its kill reaches one pid and it waits for nothing else, so a descendant writes on after lock and slot were given away.',
  from: 'origin flaw 4',
  caughtBy: 'nothing-left-running',
  shownBy: 'fork: [ write: { size: 64KiB, times: 0 } ], then hang',
  create: (options) => {
    const host = { ...options.host, processes: leaderOnly(options.host) };
    return new BaseSupervisor({ ...options, host });
  },
};
