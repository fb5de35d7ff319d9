import { rmSync } from 'node:fs';
import path from 'node:path';
import { OUTPUT } from '../command-line.js';
import { type Bench, runFfmpeg, toolIdentity } from '../measure/bench.js';
import type { OptionInUse } from './options-in-use.js';

/** What one version says of one option, on a recording that cannot be faulty. */
export interface FlagCheck {
  /** `-vsync cfr`. */
  readonly flag: string;
  readonly tools: string;
  /** The command lines and experiments that have it. */
  readonly usedBy: readonly string[];
  /** `reinterpreted`: taken, and turned into something else in a line that a supervisor's log level hides. */
  readonly verdict: 'accepted' | 'reinterpreted' | 'deprecated' | 'rejected';
  /** ffmpeg's own line, where it says anything. */
  readonly says?: string;
}

const REMARK =
  /deprecat|obsolete|no longer|is ignored|has not been used|not used for any stream|Unrecognized|not found|is forwarded to/i;
const REINTERPRETED = /is forwarded to/;

/** Asks one version about every option. */
export async function checkFlags(bench: Bench, options: readonly OptionInUse[]): Promise<FlagCheck[]> {
  const checks: FlagCheck[] = [];
  for (const { place, args, usedBy } of options) {
    const command = commandFor(place, args);
    const result = await bench.cache.step(['flag', toolIdentity(bench.tools), command], async () => {
      const output = path.join(bench.folder, 'flag.mp4');
      const real = command.map((arg) => (arg === OUTPUT ? output : arg));
      const { exit, stderr } = await runFfmpeg(bench, real, { onStdout: () => {} });
      rmSync(output, { force: true });
      return { exit, says: remark(stderr) };
    });
    const verdict = verdictOf(result);
    const flag = `${args.join(' ')}${place === 'input' ? ' (input)' : ''}`;
    const says = result.says === '' ? {} : { says: result.says };
    checks.push({ flag, tools: bench.tools.name, usedBy, verdict, ...says });
  }
  return checks;
}

/** A film of ffmpeg's own making, so that whatever is said concerns the option. */
function commandFor(place: OptionInUse['place'], args: readonly string[]): string[] {
  const before = place === 'input' ? args : [];
  const after = place === 'output' ? args : [];
  return [
    ...['-y', '-nostdin', '-hide_banner', '-nostats', '-loglevel', '+level+info'],
    ...[...before, '-f', 'lavfi', '-i', 'testsrc=duration=0.4:size=64x64:rate=25'],
    ...['-f', 'lavfi', '-i', 'sine=duration=0.4:sample_rate=48000'],
    ...['-c:v', 'libx264', '-c:a', 'aac', ...after, '-f', 'mp4', OUTPUT],
  ];
}

function verdictOf({ exit, says }: { readonly exit: string; readonly says: string }): FlagCheck['verdict'] {
  if (exit !== '0') return 'rejected';
  if (says === '') return 'accepted';
  return REINTERPRETED.test(says) ? 'reinterpreted' : 'deprecated';
}

function remark(stderr: string): string {
  const line = stderr.split('\n').find((text) => REMARK.test(text)) ?? '';
  return line.replace(/^\[[^\]]* @ 0x[0-9a-f]+\] /, '').slice(0, 200);
}
