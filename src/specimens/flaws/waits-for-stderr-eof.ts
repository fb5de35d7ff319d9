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

class WaitsForStderrEof extends BaseAttempt {
  protected override spawn(command: Command, handlers: ProcessHandlers): SupervisedProcess {
    return superviseProcess({ ...this.host, processes: toldAtClose(this.host.processes) }, command, handlers);
  }
}

export const waitsForStderrEof: Specimen = {
  name: 'waits-for-stderr-eof',
  flaw: 'It takes ffmpeg for over only at the end of stderr, so a descendant that holds the pipe turns a finished job into a stall.',
  from: 'origin flaw 10',
  caughtBy: 'stall-counted-once',
  shownBy: 'fork: { steps: [ hang ], holdsPipes: true }, then complete',
  create: (options) => new BaseSupervisor({ ...options, attempt: WaitsForStderrEof }),
};
