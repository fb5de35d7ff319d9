import { execFile } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  /** What it printed, on stdout and then on stderr. */
  readonly text: string;
}

/** Runs a program to its end, as a user without a terminal would. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, ...options.env, NO_COLOR: '1', CI: '1' };
    const settings = { cwd: options.cwd, env, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(program, args, settings, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, text: stdout + stderr }),
    );
  });
}
