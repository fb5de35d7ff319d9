import { BoundedTail } from '../base/bounded-tail.js';
import type { Host } from '../host/host.js';
import type { Command } from '../host/processes.js';

/** A program that does not tell its version at once is none that knows the question. */
const PATIENCE_MS = 5000;

const FIRST_LINE_BYTES = 512;

/** The first line of what a program prints for `-version`; undefined when it prints none. */
export async function toolVersion(
  host: Host,
  file: string,
  env: Command['env'],
): Promise<string | undefined> {
  const output = new BoundedTail({ headBytes: FIRST_LINE_BYTES, tailBytes: 0 });
  await new Promise<void>((resolve) => {
    const child = host.processes.spawn(
      { file, args: ['-version'], ...(env && { env }) },
      {
        onStdout: (bytes) => output.push(bytes),
        onStderr: () => {},
        onExit: () => {},
        onClose: () => settle(),
      },
    );
    const cancel = host.clock.schedule(PATIENCE_MS, () => settle());
    const settle = (): void => {
      cancel();
      child.signal('SIGKILL');
      child.abandon();
      resolve();
    };
  });
  const [line = ''] = output.text().split(/[\r\n]/, 1);
  return line === '' ? undefined : line;
}
