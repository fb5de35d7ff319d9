import { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import { type ApplyOptions, addApplyOptions, addGatesOptions, type GatesOptions } from '../gates-options.js';
import type { Io } from '../io.js';

const HELP = `
Examples:
  $ stallproof gates recordings/        every recording below the folder
  $ stallproof gates recordings/ --log access.log.gz
                                        … and whose browsers the films are for
  $ stallproof gates apply --dry-run    today's policy, and what data supports
  $ stallproof gates apply              … and replace it

Writes report.md, report.html, report.json, adr.md and policy.json, and for each
recording what was measured. Nothing is written beside the recordings. What was
measured is kept in .cache: an interrupted run goes on where it was.
A folder called apply is written ./apply.

Exit: 0 every gate passed, 1 one did not, 3 no recordings, 4 bad usage,
130 interrupted.
`;

const APPLY_HELP = `
Examples:
  $ stallproof gates apply --dry-run
  $ stallproof gates apply --adr docs/adr/0010-policy-from-evidence.md
  $ stallproof gates apply --to policy.json
  $ stallproof remux in.ts out.mp4 --policy policy.json

Exit: 0 applied, or nothing to apply, 4 bad usage.
`;

export function gatesCommand(io: Io, finish: (code: ExitCode) => void): Command {
  const command = new Command('gates')
    .summary('measure real recordings, and turn the data into policy')
    .description(
      'Tries command lines on real recordings with real ffmpeg, judges what comes out, and writes a report and a policy.',
    )
    .argument('<corpus>', 'a folder of recordings');
  return addGatesOptions(command)
    .addHelpText('after', HELP)
    .addCommand(applyCommand(io, finish))
    .action(async (corpus: string, options: GatesOptions) => {
      const { playGates } = await import('../play-gates.js');
      finish(await playGates(corpus, options, io));
    });
}

function applyCommand(io: Io, finish: (code: ExitCode) => void): Command {
  const command = new Command('apply')
    .summary('show what the data changes in the policy, and change it')
    .description(
      'Compares the policy in use with the one that the gates support, line by line, and replaces it.',
    );
  return addApplyOptions(command)
    .addHelpText('after', APPLY_HELP)
    .action(async (options: ApplyOptions) => {
      const { applyGates } = await import('../apply-gates.js');
      finish(applyGates(options, io));
    });
}
