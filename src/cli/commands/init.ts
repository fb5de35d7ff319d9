import { Command, Option } from 'commander';
import { CI_SYSTEMS } from '../../init/starter-files.js';
import type { ExitCode } from '../exit-codes.js';
import type { InitOptions } from '../init-project.js';
import type { Io } from '../io.js';

const HELP = `
Examples:
  $ stallproof init               in the folder of your project
  $ stallproof init --ci gitlab   with a job for GitLab instead of a workflow

Writes stallproof/subject.yaml, a first scenario and a workflow. A file that is
there already is kept. Exit: 0 written or kept, 4 nothing can be written there.
`;

export function initCommand(io: Io, finish: (code: ExitCode) => void): Command {
  return new Command('init')
    .summary('start testing a supervisor of your own')
    .description(
      'Writes a subject manifest, a first scenario and a CI workflow into a project, and says what to do next.',
    )
    .argument('[folder]', 'the project', '.')
    .addOption(
      new Option(
        '--ci <system>',
        'whose workflow (default: gitlab where there is a .gitlab-ci.yml, else github)',
      ).choices(CI_SYSTEMS),
    )
    .addHelpText('after', HELP)
    .action(async (folder: string, options: InitOptions) => {
      const { initProject } = await import('../init-project.js');
      finish(initProject(folder, options, io));
    });
}
