import { execFile, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { jobEventSchema } from '../../src/harness/event-schema.js';
import { tempFolder } from './temp-folder.js';

/** The compiled command line, as a user runs it: `npm test` builds it first. */
const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const folder = tempFolder();

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function stallproof(args: readonly string[], input = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [main, ...args],
      { cwd: folder.path },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr });
      },
    );
    child.stdin?.end(input);
  });
}

/** An ffmpeg that never says anything, and an ffprobe that knows every recording. */
const HANGING_FFMPEG = `${toldVersion('ffmpeg')}exec sleep 600\n`;
const PROBE = JSON.stringify({
  streams: [
    { index: 0, codec_type: 'video', codec_name: 'h264', pix_fmt: 'yuv420p', width: 1280, height: 720 },
    { index: 1, codec_type: 'audio', codec_name: 'ac3', channels: 2, sample_rate: '48000' },
  ],
  format: { format_name: 'mpegts', duration: '60.0', size: '9' },
});

/** How a script begins that passes for the tool. */
function toldVersion(tool: string): string {
  return `#!/bin/sh\n[ "$1" = -version ] && exec echo ${tool} version 7.1\n`;
}

beforeAll(() => {
  writeFileSync(folder.in('in.ts'), 'recording');
  mkdirSync(folder.in('out'));
  writeFileSync(folder.in('ffmpeg'), HANGING_FFMPEG);
  writeFileSync(folder.in('ffprobe'), `${toldVersion('ffprobe')}cat <<'END'\n${PROBE}\nEND\n`);
  for (const tool of ['ffmpeg', 'ffprobe']) chmodSync(folder.in(tool), 0o755);
});

const tools = ['--ffmpeg', './ffmpeg', '--ffprobe', './ffprobe'];

describe('the program', () => {
  it('is executable by itself', () => {
    expect(readFileSync(main, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
    expect(existsSync(main)).toBe(true);
  });

  it('answers bad usage with exit code 4, and nothing on stdout', async () => {
    const { code, stdout, stderr } = await stallproof(['remix']);
    expect([code, stdout]).toEqual([4, '']);
    expect(stderr).toMatch(/unknown command 'remix'[\s\S]*Did you mean remux/);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [main, 'schema', 'events'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, 'close');
    expect([code, stderr]).toEqual([0, '']);
  });
});

describe.runIf(process.platform === 'linux')('where nothing can be printed', () => {
  it('says so, and does not end as if all were well', async () => {
    const full = openSync('/dev/full', 'w');
    const child = spawn(process.execPath, [main, 'list'], { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
      stderr += chunk;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^stallproof: not all could be printed: .*ENOSPC/);
  });

  it('no job ends halfway', async () => {
    const full = openSync('/dev/full', 'w');
    const args = ['remux', 'in.ts', 'out/mute.mp4', ...tools, '--grace', '0s', '--stall', '300ms', '--json'];
    const stdio: StdioOptions = ['ignore', 'pipe', full];
    const child = spawn(process.execPath, [main, ...args], { cwd: folder.path, stdio });
    closeSync(full);
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(readdirSync(folder.in('out')).filter((name) => name.startsWith('mute'))).toEqual([
      'mute.mp4.err.log',
    ]);
  });
});

describe('remux', () => {
  it('says why nothing was published, where the log is, and counts the stall', async () => {
    const args = ['remux', 'in.ts', 'out/stalled.mp4', ...tools, '--grace', '0s', '--stall', '300ms'];
    const { code, stdout } = await stallproof([...args, '--metrics-file', 'm.prom']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^not published: stalled: no progress for .*; see .*stalled\.mp4\.err\.log\n$/);
    expect(readFileSync(folder.in('m.prom'), 'utf8')).toContain(
      'xg2g_vod_remux_stalls_total{strategy="default"} 1',
    );
    expect(readdirSync(folder.in('out')).filter((name) => name.startsWith('stalled'))).toEqual([
      'stalled.mp4.err.log',
    ]);
  });

  it('never writes metrics over the recording', async () => {
    const args = ['remux', 'in.ts', 'out/m.mp4', ...tools, '--metrics-file', 'in.ts'];
    const { code, stderr } = await stallproof(args);
    expect([code, readFileSync(folder.in('in.ts'), 'utf8')]).toEqual([4, 'recording']);
    expect(stderr).toContain('a file of the job');
  });

  it('prints with --json nothing but events on stderr', async () => {
    const args = ['remux', 'in.ts', 'out/json.mp4', ...tools, '--grace', '0s', '--stall', '300ms', '--json'];
    const { stderr } = await stallproof([...args, '--recording-id', 'r7', '--service-ref', '1:0:19']);
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => jobEventSchema.parse(JSON.parse(line)));
    expect(events[0]).toMatchObject({ event: 'job-accepted', recordingId: 'r7' });
    expect(events.at(-1)).toMatchObject({
      event: 'job-ended',
      outcome: { kind: 'stalled', serviceRef: '1:0:19' },
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is cancelled by %s, and a second one', async (name) => {
    const output = `out/${name}.mp4`;
    const child = spawn(process.execPath, [main, 'remux', 'in.ts', output, ...tools, '--json'], {
      cwd: folder.path,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      if (!stderr.includes('"attempt-started"') || child.killed) return;
      child.kill(name);
      child.kill(name);
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    const started = stderr.split('\n').find((line) => line.includes('"attempt-started"'));
    const { pid } = JSON.parse(started ?? '{}');
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(readdirSync(folder.in('out')).filter((file) => file.includes(name))).toEqual([
      `${name}.mp4.err.log`,
    ]);
  });
});

describe('run', () => {
  it('plays a scenario, shows the verdict and writes the report', async () => {
    const { code, stdout, stderr } = await stallproof(['run', 'exit/success', '--out', 'reports']);
    expect(stderr).toMatch(/^\[1\/1\] ✓ exit\/success held/);
    expect(stdout).toMatch(/^exit\/success\s+✓ held/m);
    expect(stdout).toMatch(/production: 1 of 1 scenarios held/);
    expect(code).toBe(0);
    expect(readdirSync(folder.in('reports')).sort()).toEqual(['junit.xml', 'report.json', 'summary.md']);
  });

  it('accuses a subject that does not hold, and says how to see it again', async () => {
    const args = ['run', 'exit/partial-output', 'output/empty', '--subject', 'naive-watchdog', '--json'];
    const { code, stdout } = await stallproof([...args, '--quiet', '--out', 'naive']);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ v: 1, conclusion: 'violated' });
    expect(JSON.parse(readFileSync(folder.in('naive/report.json'), 'utf8'))).toEqual(report);
    expect(readFileSync(folder.in('naive/summary.md'), 'utf8')).toContain('--subject naive-watchdog --keep');
  });
});

describe('worker', () => {
  it('answers jobs and bad lines, and ends with stdin', async () => {
    const lines = [
      '{"id":"a","input":"in.ts","output":"out/a.mp4"}',
      'nonsense',
      '{"id":"b","input":"none.ts","output":"out/b.mp4"}',
    ];
    const args = ['worker', ...tools, '--grace', '0s', '--stall', '300ms'];
    const { code, stdout, stderr } = await stallproof(args, lines.join('\n'));
    expect(code).toBe(1);
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(3);
    expect(answers.find(({ line }) => line === 2).error).toContain('not JSON');
    expect(answers.find(({ id }) => id === 'b').error).toContain('no recording');
    expect(answers.find(({ id }) => id === 'a')).toMatchObject({ kind: 'stalled' });
    const logged = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(logged.find(({ msg }) => /stalled/.test(msg))).toMatchObject({ strategy: 'default', jobId: 'a' });
  });

  it('cancels everything on SIGTERM', async () => {
    const child = spawn(process.execPath, [main, 'worker', ...tools, '--json'], {
      cwd: folder.path,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.write('{"id":"c","input":"in.ts","output":"out/c.mp4"}\n');
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      if (stderr.includes('"attempt-started"') && !child.killed) child.kill('SIGTERM');
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ id: 'c', kind: 'cancelled' });
  });
});
