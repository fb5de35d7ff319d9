import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseDuration } from '../../base/duration.js';
import { SUPERVISOR_DEFAULTS, type SupervisorConfig, WATCH_DEFAULTS } from '../../supervisor/config.js';
import { builtSupervisor, CONTROL, SPECIMENS } from '../catalogue.js';
import type { BuiltSupervisor } from '../specimen.js';

/** What the command line asks for: `NAME remux IN OUT …` or `NAME worker …`, with the options of `stallproof`. */
export interface SpecimenArguments {
  readonly specimen: BuiltSupervisor;
  readonly config: SupervisorConfig;
  /** Undefined: a worker. Paths are absolute. */
  readonly job:
    | { readonly input: string; readonly output: string; readonly recordingId?: string }
    | undefined;
  readonly metricsFile: string | undefined;
  readonly json: boolean;
}

/** The command line makes no sense; the message says why. */
export class SpecimenUsageError extends Error {
  override readonly name = 'SpecimenUsageError';
}

const OPTIONS = {
  ffmpeg: { type: 'string' },
  ffprobe: { type: 'string' },
  grace: { type: 'string' },
  stall: { type: 'string' },
  tick: { type: 'string' },
  finalise: { type: 'string' },
  timeout: { type: 'string' },
  'probe-timeout': { type: 'string' },
  'recording-id': { type: 'string' },
  'metrics-file': { type: 'string' },
  slots: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** @throws SpecimenUsageError */
export function readArguments(args: readonly string[]): SpecimenArguments {
  const { values, positionals } = parse(args);
  const [name = '', mode, input, output, ...rest] = positionals;
  const specimen = builtSupervisor(name);
  if (specimen === undefined) {
    const known = [CONTROL, ...SPECIMENS].map((each) => each.name).join(', ');
    throw new SpecimenUsageError(`no specimen is called "${name}"; there are ${known}`);
  }
  if (mode !== 'worker' && (mode !== 'remux' || output === undefined || rest.length > 0)) {
    throw new SpecimenUsageError('write: NAME remux IN OUT [options], or NAME worker [options]');
  }
  const recordingId = values['recording-id'];
  return {
    specimen,
    config: configOf(values),
    job:
      input === undefined || output === undefined
        ? undefined
        : {
            input: resolve(input),
            output: resolve(output),
            ...(recordingId !== undefined && { recordingId }),
          },
    metricsFile: values['metrics-file'],
    json: values.json === true,
  };
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new SpecimenUsageError((error as Error).message);
  }
}

function configOf(values: Values): SupervisorConfig {
  const { ffmpeg, ffprobe, slots = String(SUPERVISOR_DEFAULTS.slots), timeout } = values;
  if (ffmpeg === undefined || ffprobe === undefined) {
    throw new SpecimenUsageError('name the binaries: --ffmpeg PATH --ffprobe PATH');
  }
  if (!/^[1-9]\d?$/.test(slots)) throw new SpecimenUsageError(`--slots ${slots} is no number from 1 to 99`);
  return {
    ffmpeg: resolve(ffmpeg),
    ffprobe: resolve(ffprobe),
    slots: Number(slots),
    watch: {
      startupGraceMs: durationOf(values.grace, 'grace', WATCH_DEFAULTS.startupGraceMs),
      stallTimeoutMs: durationOf(values.stall, 'stall', WATCH_DEFAULTS.stallTimeoutMs),
      tickMs: durationOf(values.tick, 'tick', WATCH_DEFAULTS.tickMs),
      finaliseMs: durationOf(values.finalise, 'finalise', WATCH_DEFAULTS.finaliseMs),
    },
    probeTimeoutMs: durationOf(values['probe-timeout'], 'probe-timeout', SUPERVISOR_DEFAULTS.probeTimeoutMs),
    ...(timeout !== undefined && { totalTimeoutMs: durationOf(timeout, 'timeout', 0) }),
  };
}

function durationOf(text: string | undefined, option: string, defaultMs: number): number {
  const ms = text === undefined ? defaultMs : parseDuration(text);
  if (ms === undefined) throw new SpecimenUsageError(`--${option} ${text} is no duration such as 90s`);
  return ms;
}
