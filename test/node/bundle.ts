import { build } from 'esbuild';

/**
 * Compiles a module with all it imports into one file that plain Node runs; for tests that need a process of its own.
 * The file's name tells the format: a module, or CommonJS for `.cjs`.
 */
export async function bundle(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: outfile.endsWith('.cjs') ? 'cjs' : 'esm',
    logLevel: 'error',
  });
  return outfile;
}
