import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkMedia } from '../../src/fake-ffmpeg/media-file.js';
import { step } from '../../src/script/vocabulary.js';
import { FakeTools, QUIET } from './fake-tools.js';
import { poll } from './workbench.js';

const tools = new FakeTools();

describe('the fake ffmpeg', () => {
  it('remuxes well when the plan says nothing else', async () => {
    tools.setUp({});
    const ended = await tools.remux().ended;
    expect(ended).toMatchObject({ code: 0, signal: null, stderr: '' });
    expect(ended.stdout.match(/^progress=continue$/gm)).toHaveLength(10);
    expect(ended.stdout).toMatch(/out_time_us=600000000\n(?:.*\n)*progress=end\n$/);
    const media = checkMedia(`${tools.bench.output}.tmp-1`);
    expect(media).toMatchObject({ ok: true, media: { durationMs: 600_000, video: 'h264', audio: 'aac' } });
    // Sparse: 100 MB that hardly use the disk.
    expect(statSync(`${tools.bench.output}.tmp-1`).blocks * 512).toBeLessThan(5_000_000);
    expect(tools.bench.treeIsGone).toBe(true);
    const events = tools.bench.events();
    expect(events[0]).toMatchObject({
      kind: 'started',
      strategy: 'default',
      invocation: 1,
      job: 'job',
      tool: 'ffmpeg',
    });
    expect(events.filter((event) => event.kind === 'progress')).toHaveLength(11);
    expect(events.at(-1)).toMatchObject({ kind: 'exiting', code: 0 });
  });

  it('answers SIGTERM as ffmpeg does: a short but whole file, progress=end, 255', async () => {
    tools.setUp({ ffmpeg: { default: [step('progress', { blocks: 5, speed: 10 }), step('hang')] } });
    const { child, ended } = tools.remux();
    await poll(() => (tools.bench.count('progress') === 5 ? true : undefined));
    child.kill('SIGTERM');
    const { code, stdout } = await ended;
    expect(code).toBe(255);
    expect(stdout).toMatch(/progress=end\n$/);
    expect(checkMedia(`${tools.bench.output}.tmp-1`)).toMatchObject({
      ok: true,
      media: { durationMs: 25_000 },
    });
    expect(tools.bench.events().some((event) => event.kind === 'signalled')).toBe(true);
  });

  it('ignores signals when told to, and dies of SIGKILL', async () => {
    tools.setUp({
      ffmpeg: { default: [step('ignore-signals'), step('progress', { blocks: 1 }), step('hang')] },
    });
    const { child, ended } = tools.remux();
    await tools.bench.until('progress');
    child.kill('SIGTERM');
    await tools.bench.until('signalled');
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(await poll(() => tools.bench.treeIsGone || undefined)).toBe(true);
  });

  it('tells the rungs apart', async () => {
    const says = (text: string) => [step('stderr', { text }), step('exit', { code: 1 })];
    tools.setUp({ ffmpeg: { default: says('first'), fallback: says('second'), transcode: says('third') } });
    expect((await tools.remux().ended).stderr).toBe('first\n');
    expect((await tools.remux('-max_interleave_delta', '0').ended).stderr).toBe('second\n');
    expect((await tools.remux('-c:v', 'libx264').ended).stderr).toBe('third\n');
    expect((await tools.remux().ended).stderr, 'the same options are the same rung').toBe('first\n');
    const started = tools.bench.events().filter((event) => event.kind === 'started');
    expect(started.map((event) => event.invocation)).toEqual([1, 2, 3, 4]);
  });

  it('refuses what ffmpeg refuses', async () => {
    tools.setUp({});
    expect(await tools.remux('-no_such_option').ended).toMatchObject({
      code: 1,
      stderr: "Unrecognized option 'no_such_option'.\nError splitting the argument list: Option not found\n",
    });
    writeFileSync(tools.bench.output, 'precious');
    const noOverwrite = tools.start('ffmpeg', [
      ...QUIET,
      '-i',
      tools.bench.input,
      '-c',
      'copy',
      tools.bench.output,
    ]);
    expect(await noOverwrite.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already exists'),
    });
    expect(readFileSync(tools.bench.output, 'utf8')).toBe('precious');
  });

  it('prints at its log level only, and marks the level', async () => {
    const text = '[mpegts @ 0x1] PES packet size mismatch';
    const steps = [step('stderr', { text, level: 'warning' })];
    tools.setUp({ ffmpeg: { default: steps, fallback: steps } });
    expect((await tools.remux().ended).stderr).toBe('');
    const marked = await tools.remux('-loglevel', '+level+warning').ended;
    expect(marked.stderr).toBe('[mpegts @ 0x1] [warning] PES packet size mismatch\n');
  });

  it('moves data without growing while it finalises', async () => {
    const steps = [
      step('progress', { blocks: 2 }),
      step('finalise', { for: 100_000, size: 50_000_000 }),
      step('hang'),
    ];
    tools.setUp({ ffmpeg: { default: steps } });
    const { child } = tools.remux();
    await tools.bench.until('churned');
    const sizeBytes = statSync(`${tools.bench.output}.tmp-1`).size;
    const earlier = ioBytes(child.pid);
    await poll(() => (ioBytes(child.pid) > earlier + 1_000_000 ? true : undefined));
    expect(statSync(`${tools.bench.output}.tmp-1`).size).toBe(sizeBytes);
  });

  it('leaves a descendant that holds pipes and tether', async () => {
    const child = step('fork', {
      steps: [step('write', { size: 1000, times: 0 })],
      holdsPipes: true,
      newSession: true,
    });
    tools.setUp({ ffmpeg: { default: [step('progress', { blocks: 1 }), child, step('exit', { code: 0 })] } });
    const { ended, child: parent } = tools.remux();
    let closed = false;
    parent.on('close', () => {
      closed = true;
    });
    expect((await ended).code).toBe(0);
    expect(closed).toBe(false);
    expect(tools.bench.treeIsGone).toBe(false);
    const { childPid } = await tools.bench.until('forked');
    const writes = () =>
      tools.bench.events().filter((event) => event.pid === childPid && event.kind === 'output').length;
    await poll(() => (writes() >= 2 ? true : undefined));
    process.kill(childPid, 'SIGKILL');
    await poll(() => (closed && tools.bench.treeIsGone ? true : undefined));
  });

  it('dies of the signal it is told to', async () => {
    tools.setUp({ ffmpeg: { default: [step('die', { signal: 'SIGTERM' })] } });
    expect(await tools.remux().ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  it('stops itself, and goes on when continued', async () => {
    tools.setUp({ ffmpeg: { default: [step('freeze'), step('exit', { code: 7 })] } });
    const { child, ended } = tools.remux();
    await poll(() => (stateOf(child.pid) === 'T' ? true : undefined));
    child.kill('SIGCONT');
    expect((await ended).code).toBe(7);
  });

  it('says that it stops itself, and how long it burnt CPU', async () => {
    tools.setUp({ ffmpeg: { default: [step('spin', { for: 350 }), step('freeze'), step('exit')] } }, 1);
    const { child, ended } = tools.remux();
    await tools.bench.until('froze');
    child.kill('SIGCONT');
    await ended;
    const spun = tools.bench.events().flatMap((event) => (event.kind === 'computed' ? [event.forMs] : []));
    expect(spun.length).toBeGreaterThan(1);
    const spunMs = spun.reduce((sum, forMs) => sum + forMs, 0);
    expect(spunMs).toBeGreaterThanOrEqual(340);
    expect(spunMs).toBeLessThan(20_000);
  });

  it('closes stdout and lives on', async () => {
    tools.setUp({ ffmpeg: { default: [step('close'), step('progress', { blocks: 2 }), step('hang')] } });
    const { child } = tools.remux();
    const eof = new Promise<void>((resolve) => child.stdout?.once('end', resolve));
    await eof;
    await tools.bench.until('output');
    expect(child.exitCode).toBeNull();
    expect(
      tools.bench.events().filter(({ kind }) => kind === 'progress'),
      'what nobody can read has not left',
    ).toEqual([]);
  });

  it('floods with few events', async () => {
    tools.setUp({ ffmpeg: { default: [step('flood', { size: 20_000_000 }), step('exit', { code: 1 })] } });
    const { stderr } = await tools.remux().ended;
    expect(stderr).toHaveLength(20_000_000);
    const wrote = tools.bench.events().flatMap((event) => (event.kind === 'wrote' ? [event.bytes] : []));
    expect(wrote.reduce((sum, bytes) => sum + bytes, 0)).toBe(20_000_000);
    expect(wrote.length).toBeLessThan(100);
  });
});

function ioBytes(pid: number | undefined): number {
  const io = readFileSync(`/proc/${pid}/io`, 'utf8');
  return Number(/^rchar: (\d+)/m.exec(io)?.[1]) + Number(/^wchar: (\d+)/m.exec(io)?.[1]);
}

function stateOf(pid: number | undefined): string | undefined {
  const path = `/proc/${pid}/stat`;
  return existsSync(path) ? /\) (\w)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
}
