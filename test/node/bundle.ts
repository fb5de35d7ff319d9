import { build } from 'esbuild';

/** Compiles a module with all it imports into one file that plain Node runs; for tests that need a process of its own. */
export async function bundle(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
}
