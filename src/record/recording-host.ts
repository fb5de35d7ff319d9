import type { Host } from '../host/host.js';
import type { Child, Command, Usage } from '../host/processes.js';
import type { RunRecorder } from './run-recorder.js';

/**
 * A host on which runs leave a trace. Whoever runs on it cannot tell.
 * @param recorderFor asked right before each spawn; undefined for a command that is not recorded, such as ffprobe
 */
export function recordingHost(host: Host, recorderFor: (command: Command) => RunRecorder | undefined): Host {
  const { processes } = host;
  return {
    ...host,
    processes: {
      identity: processes.identity.bind(processes),
      spawn: (command, sink) => {
        const recorder = recorderFor(command);
        if (recorder === undefined) return processes.spawn(command, sink);
        return recorded(processes.spawn(command, recorder.listen(sink)), recorder);
      },
    },
  };
}

function recorded(child: Child, recorder: RunRecorder): Child {
  const usage = async (): Promise<Usage | undefined> => {
    const found = await child.usage();
    if (found !== undefined) recorder.sampled(found);
    return found;
  };
  return {
    pid: child.pid,
    signal: (name) => {
      const reached = child.signal(name);
      if (reached) recorder.signalled(name);
      return reached;
    },
    treeAlive: () => child.treeAlive(),
    living: () => child.living(),
    usage,
    abandon: () => {
      recorder.finish();
      child.abandon();
    },
  };
}
