// Compiles src/ to dist/ and bundles the fakes and the file helper to one CommonJS file each: a bundle starts in half
// the time of sixty modules, and a fake that starts late looks like an ffmpeg that stalls.
// Does nothing when dist/ is of the same sources; builds beside dist/ and swaps, so that nobody ever runs half.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

class BuildError extends Error {}

process.on('uncaughtException', (error) => {
  console.error(`build: ${error instanceof BuildError ? error.message : (error.stack ?? error)}`);
  process.exitCode = 1;
});

process.chdir(import.meta.dirname);
const STAMP = '.sources';
/** Programs that start as one file each. */
const programs = {
  'src/fake-ffmpeg/ffmpeg.ts': 'fake-ffmpeg/bin/ffmpeg',
  'src/fake-ffmpeg/ffprobe.ts': 'fake-ffmpeg/bin/ffprobe',
  'src/node/file-helper.ts': 'node/file-helper.cjs',
};

/** What the licences of the libraries ask of whoever passes them on. */
const NOTICE = `/*! With parts of Apache ECharts, copyright The Apache Software Foundation, Apache License 2.0, and of ZRender,
copyright Baidu Inc., BSD 3-Clause License. https://echarts.apache.org https://github.com/ecomfe/zrender */`;

const sources = fingerprint();
const current = existsSync(`dist/${STAMP}`) ? readFileSync(`dist/${STAMP}`, 'utf8') : undefined;
if (current !== sources || process.argv.includes('--force')) await build();

async function build() {
  const fresh = `dist.${process.pid}.new`;
  const old = `dist.${process.pid}.old`;
  try {
    mkdirSync(fresh);
    compile(fresh);
    await bundlePrograms(fresh);
    await bundlePage(fresh);
    chmodSync(`${fresh}/cli/main.js`, 0o755);
    writeFileSync(`${fresh}/${STAMP}`, sources);
    if (existsSync('dist')) renameSync('dist', old);
    renameSync(fresh, 'dist');
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes with every source, and with whatever decides how sources are compiled. */
function fingerprint() {
  const hash = createHash('sha256');
  const files = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const settings = [
    'build.mjs',
    'package.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'tsconfig.page.json',
  ];
  for (const file of [...settings, ...files.sort()]) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function compile(folder) {
  const tsc = resolveTool('typescript/package.json').replace(/package\.json$/, 'bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', folder];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) fail('the sources do not compile; see above');
}

async function bundlePrograms(folder) {
  resolveTool('esbuild');
  const { build: bundle } = await import('esbuild');
  for (const [entry, program] of Object.entries(programs)) {
    const outfile = `${folder}/${program}`;
    await bundle({
      entryPoints: [entry],
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
  // Without an extension, Node takes them for modules, as the package says.
  writeFileSync(`${folder}/fake-ffmpeg/bin/package.json`, '{ "type": "commonjs" }\n');
}

/** The script of the HTML report: one text that stands in the page, with its charts. */
async function bundlePage(folder) {
  const { build: bundle } = await import('esbuild');
  await bundle({
    entryPoints: ['src/report/html/page/main.ts'],
    outfile: `${folder}/report/html/page.js`,
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'eof',
    banner: { js: NOTICE },
    logLevel: 'warning',
  });
}

function resolveTool(name) {
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    return fail(`${name.split('/')[0]} is not installed: run \`npm ci\` with development dependencies first`);
  }
}

function fail(message) {
  throw new BuildError(message);
}
