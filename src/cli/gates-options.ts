import { type Command, Option } from 'commander';
import { collect } from './collect.js';

export interface GatesOptions {
  readonly out: string;
  readonly log: readonly string[];
  readonly policy?: string;
  readonly ffmpeg: readonly string[];
  /** False after `--no-browser`. */
  readonly browser: boolean;
  readonly fresh?: true;
}

export interface ApplyOptions {
  readonly from: string;
  readonly to?: string;
  readonly adr?: string;
  readonly dryRun?: true;
}

/** Where the reference results are kept. */
export const GATES_OUT = 'reports/gates';

export function addGatesOptions(command: Command): Command {
  return command
    .option('--out <dir>', 'where report, policy and what was measured are written', GATES_OUT)
    .addOption(several('--log <file>', 'an access log of the server, plain or gzipped; several are allowed'))
    .option('--policy <file>', 'the policy to try instead of the shipped one')
    .addOption(several('--ffmpeg <path>', 'another ffmpeg to try beside PATH and the packaged one'))
    .option('--no-browser', 'leave the proof in a real browser out')
    .option('--fresh', 'measure everything anew');
}

function several(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collect).default([], 'none');
}

export function addApplyOptions(command: Command): Command {
  return command
    .option('--from <dir>', 'the folder that `gates` wrote', GATES_OUT)
    .option('--to <file>', 'the policy to compare with and to replace (default: the shipped one, in a clone)')
    .option('--adr <file>', 'write the decision record there as well')
    .option('--dry-run', 'show the difference and change nothing');
}
