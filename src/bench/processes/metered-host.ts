import type { Host } from '../../host/host.js';
import type { Child, ChildSink, Command } from '../../host/processes.js';

/** Told of what happens to one child, always before the supervisor or the kernel hears of it. */
export interface ChildMeter {
  onStdout?(bytes: Uint8Array): void;
  onExit?(): void;
  onKill?(): void;
}

/**
 * The same host, with somebody who looks on.
 * @param onSpawn called before each spawn; nobody looks on where it returns nothing
 */
export function meteredHost(
  host: Host,
  onSpawn: (command: Command) => ChildMeter | undefined,
  onSpawned: (command: Command, pid: number | undefined) => void = () => {},
): Host {
  const { processes } = host;
  const spawn = (command: Command, sink: ChildSink): Child => {
    const meter = onSpawn(command);
    if (meter === undefined) return processes.spawn(command, sink);
    const child = processes.spawn(command, meteredSink(sink, meter));
    onSpawned(command, child.pid);
    return meteredChild(child, meter);
  };
  const identity = processes.identity.bind(processes) as Host['processes']['identity'];
  return { ...host, processes: { spawn, identity } };
}

function meteredSink(sink: ChildSink, meter: ChildMeter): ChildSink {
  return {
    onStdout: (bytes) => {
      meter.onStdout?.(bytes);
      sink.onStdout(bytes);
    },
    onStderr: (bytes) => sink.onStderr(bytes),
    onExit: (status) => {
      meter.onExit?.();
      sink.onExit(status);
    },
    onClose: () => sink.onClose(),
  };
}

function meteredChild(child: Child, meter: ChildMeter): Child {
  const signal = child.signal.bind(child);
  child.signal = (name) => {
    if (name === 'SIGKILL') meter.onKill?.();
    return signal(name);
  };
  return child;
}
