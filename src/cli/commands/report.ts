import { Command } from 'commander';
import type { ExitCode } from '../exit-codes.js';
import type { Io } from '../io.js';
import type { ReportOptions } from '../show-report.js';
import { mergeCommand } from './report-merge.js';

const HELP = `
Examples:
  $ stallproof report reports/latest/report.json    the table once more
  $ stallproof report reports/latest/report.json --html page.html
                                                    one file for a browser
  $ stallproof report report.json --html page.html --against verdicts.json
                                                    with what has changed

The page needs nothing else, and loads nothing: it can be sent by mail.
Exit: 0 it was read and written, whatever it says; 4 bad usage, or no report.
`;

/** `stallproof report`, and `report merge` below it. */
export function reportCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return (
    new Command('report')
      .summary('show a report again, or make a page of it')
      .description('Shows the report of a run, or makes one self-contained HTML file of it.')
      .argument('<file>', 'report.json of a run, or of report merge')
      .option('--html <file>', 'write the page there')
      .option('--against <file>', 'say in the page what differs from these committed verdicts')
      .option('--selftest <file>', 'add the matrix of what selftest --json printed')
      .addHelpText('after', HELP)
      // The options of merge are its own.
      .enablePositionalOptions()
      .addCommand(mergeCommand(io, finish))
      .action(async (file: string, options: ReportOptions) => {
        const { showReport } = await import('../show-report.js');
        finish(showReport(file, options, io));
      })
  );
}
