import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface BuiltFakes {
  readonly folder: string;
  remove(): void;
}

/** Bundles the fakes of the sources at hand, so that no test depends on what was built before. */
export async function buildFakes(): Promise<BuiltFakes> {
  const folder = mkdtempSync(join(tmpdir(), 'stallproof-fakes-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  for (const tool of ['ffmpeg', 'ffprobe']) {
    const outfile = join(folder, tool);
    await build({
      entryPoints: [fileURLToPath(new URL(`../../src/fake-ffmpeg/${tool}.ts`, import.meta.url))],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      banner: { js: '#!/usr/bin/env node' },
      logLevel: 'warning',
    });
    chmodSync(outfile, 0o755);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
