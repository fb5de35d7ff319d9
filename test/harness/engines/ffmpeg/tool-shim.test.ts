import { execFile } from 'node:child_process';
import {
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { type ShimJob, shimText } from '../../../../src/harness/engines/ffmpeg/tool-shim.js';

/** A folder as awkward as a TMPDIR may be. */
const folder = mkdtempSync(join(tmpdir(), "it's: 100% odd-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Prints what it was started as: arguments, environment, and the open tether. */
const REAL =
  '#!/bin/sh\nfor a do echo "arg $a"; done\necho "report $FFREPORT"\necho "extra $EXTRA"\necho "pid $$"\n[ -e /dev/fd/9 ] && echo tethered\nexit 7\n';

interface Outcome {
  readonly args: readonly string[];
  readonly lines: readonly string[];
  readonly code: number;
  readonly starts: string;
}

let count = 0;

async function start(
  tool: 'ffmpeg' | 'ffprobe',
  args: readonly string[],
  job: Partial<ShimJob> = {},
): Promise<Outcome> {
  const here = join(folder, String(++count));
  mkdirSync(here);
  const real = join(here, 'real');
  writeFileSync(real, REAL);
  chmodSync(real, 0o755);
  await promisify(execFile)('mkfifo', [join(here, 'tether')]);
  openSync(join(here, 'tether'), constants.O_RDONLY | constants.O_NONBLOCK);
  const whole: ShimJob = {
    ...{ id: 'a', input: "/in/it's a.ts", output: '/out/a.mp4', tether: join(here, 'tether') },
    ...{ source: { through: 'file', url: '' }, outputFifo: false, silentProbe: false, preset: undefined },
    ...job,
  };
  const shim = join(here, tool);
  writeFileSync(shim, shimText({ tool, path: real, env: { EXTRA: "it's" }, folder: here, jobs: [whole] }));
  chmodSync(shim, 0o755);
  const { stdout, code } = await promisify(execFile)(shim, [...args]).then(
    ({ stdout: text }) => ({ stdout: text, code: 0 }),
    (error: { stdout: string; code: number }) => error,
  );
  const lines = stdout.trimEnd().split('\n');
  const starts = join(here, 'starts');
  return {
    args: lines.flatMap((line) => (line.startsWith('arg ') ? [line.slice(4)] : [])),
    lines: lines.map((line) => line.replaceAll(here, '{here}')),
    code,
    starts: existsSync(starts) ? readFileSync(starts, 'utf8') : '',
  };
}

const pidOf = ({ lines }: Outcome): string => lines.find((line) => line.startsWith('pid '))?.slice(4) ?? '';

describe('the shim of ffmpeg', () => {
  it('becomes the real program, with the same pid and exit code, and notes its start', async () => {
    const given = [
      '-loglevel',
      '+level+warning',
      '-i',
      "file:/in/it's a.ts",
      '-metadata',
      'title=a "b" $c\\',
      '',
      'file:/out/a.mp4.tmp-1',
    ];
    const ran = await start('ffmpeg', given);
    expect(ran.code).toBe(7);
    expect(ran.args).toEqual(given);
    expect(ran.lines).toContain("extra it's");
    expect(ran.lines).toContain('tethered');
    expect(ran.starts).toBe(`ffmpeg a ${pidOf(ran)} ${process.pid} seen\n`);
    const noted = readFileSync(join(folder, String(count), `arguments.${pidOf(ran)}`), 'utf8');
    expect(noted.split('\0').slice(0, -1)).toEqual(given);
  });

  it('has ffmpeg report where the harness reads, however odd the folder is called', async () => {
    const ran = await start('ffmpeg', ['-i', "/in/it's a.ts", 'x']);
    const value =
      ran.lines.find((line) => line.startsWith('report file='))?.slice('report file='.length) ?? '';
    const [path = '', ...options] = value.split(/(?<!\\):/);
    expect(options).toEqual(['level=40']);
    expect(path.replace(/\\(.)/g, '$1').replaceAll('%%', '%')).toBe(
      join(folder, String(count), `report.${pidOf(ran)}`),
    );
  });

  it.each([
    ['tcp', 'tcp://127.0.0.1:99', 'file,tcp'],
    ['http', 'http://127.0.0.1:99/recording.ts', 'file,http,tcp'],
  ] as const)('reads over %s what the scenario serves', async (through, url, whitelist) => {
    const given = ['-protocol_whitelist', 'file', '-i', "file:/in/it's a.ts", 'file:/out/a.mp4.tmp-1'];
    const ran = await start('ffmpeg', given, { source: { through, url } });
    expect(ran.args).toEqual(['-protocol_whitelist', whitelist, '-i', url, 'file:/out/a.mp4.tmp-1']);
  });

  it('reads from a FIFO of its own, and writes to one that nobody reads', async () => {
    const given = ['-i', "file:/in/it's a.ts", '-f', 'mp4', 'file:/out/a.mp4.tmp-1'];
    const ran = await start('ffmpeg', given, { source: { through: 'fifo', url: '' }, outputFifo: true });
    const here = join(folder, String(count));
    const [feed, output] = [`${here}/feed.${pidOf(ran)}`, `${here}/output.${pidOf(ran)}`];
    expect(ran.args).toEqual(['-i', `file:${feed}`, '-f', 'mp4', `file:${output}`]);
    expect([existsSync(feed), existsSync(output)]).toEqual([true, true]);
  });

  it.each([
    [
      'a level that hides them',
      ['-nostats', '-loglevel', '+level+warning'],
      ['-loglevel', '+level+warning'],
      'seen',
    ],
    ['a number of such a level', ['-v', '16', '-nostats'], ['-v', '16'], 'seen'],
    [
      'a level that shows them',
      ['-nostats', '-loglevel', 'verbose'],
      ['-nostats', '-loglevel', 'verbose'],
      'unseen',
    ],
    ['no level at all', ['-nostats'], ['-nostats'], 'unseen'],
    ['neither', [], [], 'seen'],
    ['statistics in spite of the level', ['-stats', '-v', 'error'], ['-stats', '-v', 'error'], 'unseen'],
  ])('lets statistics into the report and nowhere else: %s', async (_, given, passed, seen) => {
    const ran = await start('ffmpeg', [...given, '-i', "/in/it's a.ts", 'x']);
    expect(ran.args).toEqual([...passed, '-i', "/in/it's a.ts", 'x']);
    expect(ran.starts).toMatch(new RegExp(` ${seen}\n$`));
  });

  it('puts the encoder preset of the scenario in the place of the own one', async () => {
    const given = ['-i', "/in/it's a.ts", '-preset', 'medium', 'x'];
    expect((await start('ffmpeg', given, { preset: 'slower' })).args).toContain('slower');
    expect((await start('ffmpeg', given)).args).toEqual(given);
  });

  it.each([['-version'], ['-i', '/in/another.ts', 'x'], ['-i', '/out/a.mp4.tmp-1', '-f', 'null', '-']])(
    'lets through what concerns no job: %j',
    async (...args) => {
      const ran = await start('ffmpeg', args, {
        source: { through: 'tcp', url: 'tcp://x' },
        outputFifo: true,
      });
      expect(ran.args).toEqual(args);
      expect(ran.starts).toBe('');
      expect(ran.lines).toContain('report ');
    },
  );
});

describe('the shim of ffprobe', () => {
  it('belongs to the job whose recording or output it looks at', async () => {
    for (const path of ["file:/in/it's a.ts", '/out/a.mp4.tmp-77']) {
      const ran = await start('ffprobe', ['-of', 'json', path], {
        source: { through: 'tcp', url: 'tcp://x' },
      });
      expect(ran.args).toEqual(['-of', 'json', path]);
      expect(ran.starts).toBe(`ffprobe a ${pidOf(ran)} ${process.pid} seen\n`);
    }
  });

  it('gets a FIFO that nobody writes to in the place of the recording', async () => {
    const ran = await start('ffprobe', ['-i', "file:/in/it's a.ts"], { silentProbe: true });
    expect(ran.args).toEqual(['-i', `file:${join(folder, String(count))}/probe.${pidOf(ran)}`]);
    expect((await start('ffprobe', ['-i', '/out/a.mp4'], { silentProbe: true })).args).toEqual([
      '-i',
      '/out/a.mp4',
    ]);
  });
});
