import type { Command } from '../../host/processes.js';
import {
  type ProcessHandlers,
  type SupervisedProcess,
  superviseProcess,
} from '../../supervisor/supervised-process.js';
import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import { toldAtClose } from '../careless-processes.js';
import type { Specimen } from '../specimen.js';

class WaitsForClose extends BaseAttempt {
  protected override spawn(command: Command, handlers: ProcessHandlers): SupervisedProcess {
    const processes = toldAtClose(this.host.processes, () => this.watchdog?.stop());
    return superviseProcess({ ...this.host, processes }, command, handlers);
  }
}

export const waitsForClose: Specimen = {
  name: 'waits-for-close',
  flaw: 'After the exit it waits for the pipes to close, without a limit, so a descendant that holds one keeps the job open for ever.',
  from: 'tinyexec 138',
  caughtBy: 'settles',
  shownBy: 'fork: { steps: [ hang ], holdsPipes: true }, then complete',
  create: (options) => new BaseSupervisor({ ...options, attempt: WaitsForClose }),
};
