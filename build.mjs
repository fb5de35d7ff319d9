// Compiles src/ to dist/ and bundles each fake binary to one CommonJS file: a bundle starts in half the
// time of sixty modules, and a fake that starts late looks like an ffmpeg that stalls.
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);
const tsc = require.resolve('typescript/package.json').replace(/package\.json$/, 'bin/tsc');

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
for (const tool of ['ffmpeg', 'ffprobe']) {
  const outfile = `dist/fake-ffmpeg/bin/${tool}`;
  await build({
    entryPoints: [`src/fake-ffmpeg/${tool}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
  });
  chmodSync(outfile, 0o755);
}
chmodSync('dist/cli/main.js', 0o755);
