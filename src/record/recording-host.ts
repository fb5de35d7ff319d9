import type { Host } from '../host/host.js';
import type { Child, Command, Usage } from '../host/processes.js';
import type { TraceHeader } from '../trace/trace.js';
import { RunRecorder, type TraceSink } from './run-recorder.js';

export interface Recording {
  readonly sink: TraceSink;
  /** The header of the run that a command starts; undefined for one that is not recorded, such as ffprobe. */
  header(command: Command): TraceHeader | undefined;
}

/** A host on which every ffmpeg leaves a trace. Whoever runs on it cannot tell. */
export interface RecordingHost {
  readonly host: Host;
  /** The run under way is being ended for that cause. */
  stopping(why: string): void;
}

export function recordingHost(host: Host, recording: Recording): RecordingHost {
  let current: RunRecorder | undefined;
  const { clock, processes } = host;
  return {
    host: {
      ...host,
      processes: {
        identity: processes.identity.bind(processes),
        spawn: (command, sink) => {
          const header = recording.header(command);
          if (header === undefined) return processes.spawn(command, sink);
          const recorder = new RunRecorder(clock, recording.sink, header);
          current = recorder;
          return recorded(processes.spawn(command, recorder.listen(sink)), recorder);
        },
      },
    },
    stopping: (why) => current?.stopped(why),
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
