import { rmSync } from 'node:fs';
import path from 'node:path';
import { OUTPUT } from '../command-line.js';
import { type Bench, runFfmpeg, toolIdentity } from '../measure/bench.js';

/** What one version says of one option, on a recording that cannot be faulty. */
export interface FlagCheck {
  /** `-vsync cfr`. */
  readonly flag: string;
  readonly tools: string;
  readonly verdict: 'accepted' | 'deprecated' | 'rejected';
  /** ffmpeg's own line, where it says anything. */
  readonly says?: string;
}

/** Every option of ours, of the origin's and of the experiments, and where in a line it stands. */
const FLAGS: readonly (readonly [place: 'input' | 'output', ...args: string[]])[] = [
  ['input', '-fflags', '+genpts'],
  ['input', '-fflags', '+genpts+igndts'],
  ['input', '-fflags', '+genpts+discardcorrupt'],
  ['input', '-err_detect', 'ignore_err'],
  ['input', '-avoid_negative_ts', 'make_zero'],
  ['input', '-ss', '0.1'],
  ['input', '-copyts'],
  ['output', '-avoid_negative_ts', 'make_zero'],
  ['output', '-max_muxing_queue_size', '1024'],
  ['output', '-map_chapters', '-1'],
  ['output', '-max_interleave_delta', '0'],
  ['output', '-async', '1'],
  ['output', '-vsync', 'cfr'],
  ['output', '-fps_mode', 'cfr'],
  ['output', '-profile:a', 'aac_low'],
  ['output', '-filter:a', 'aresample=async=1000'],
  ['output', '-filter:a', 'aresample=async=1:first_pts=0'],
  ['output', '-filter:a', 'asetpts=PTS-STARTPTS'],
  ['output', '-movflags', '+faststart'],
  ['output', '-preset', 'medium'],
  ['output', '-x264-params', 'keyint=100:min-keyint=100:scenecut=0'],
];

const REMARK =
  /deprecat|obsolete|no longer|is ignored|has not been used|not used for any stream|Unrecognized|not found/i;

/** Asks one version about every option. */
export async function checkFlags(bench: Bench): Promise<FlagCheck[]> {
  const checks: FlagCheck[] = [];
  for (const [place, ...args] of FLAGS) {
    const command = commandFor(place, args);
    const result = await bench.cache.step(['flag', toolIdentity(bench.tools), command], async () => {
      const output = path.join(bench.folder, 'flag.mp4');
      const real = command.map((arg) => (arg === OUTPUT ? output : arg));
      const { exit, stderr } = await runFfmpeg(bench, real, { onStdout: () => {} });
      rmSync(output, { force: true });
      return { exit, says: remark(stderr) };
    });
    const verdict = result.exit !== '0' ? 'rejected' : result.says === '' ? 'accepted' : 'deprecated';
    const flag = `${args.join(' ')}${place === 'input' ? ' (input)' : ''}`;
    checks.push({ flag, tools: bench.tools.name, verdict, ...(result.says !== '' && { says: result.says }) });
  }
  return checks;
}

/** A film of ffmpeg's own making, so that whatever is said concerns the option. */
function commandFor(place: 'input' | 'output', args: readonly string[]): string[] {
  const before = place === 'input' ? args : [];
  const after = place === 'output' ? args : [];
  return [
    ...['-y', '-nostdin', '-hide_banner', '-loglevel', '+level+warning'],
    ...[...before, '-f', 'lavfi', '-i', 'testsrc=duration=0.4:size=64x64:rate=25'],
    ...['-f', 'lavfi', '-i', 'sine=duration=0.4:sample_rate=48000'],
    ...['-c:v', 'libx264', '-c:a', 'aac', ...after, '-f', 'mp4', OUTPUT],
  ];
}

function remark(stderr: string): string {
  const line = stderr.split('\n').find((text) => REMARK.test(text)) ?? '';
  return line.replace(/^\[[^\]]* @ 0x[0-9a-f]+\] /, '').slice(0, 200);
}
