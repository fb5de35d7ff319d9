import { firstScenario } from './first-scenario.js';
import { firstSubject } from './first-subject.js';
import { githubWorkflow } from './github-workflow.js';
import { gitlabJob } from './gitlab-job.js';

export const CI_SYSTEMS = ['github', 'gitlab', 'none'] as const;
export type CiSystem = (typeof CI_SYSTEMS)[number];

/** What is known of the project that is to be started. */
export interface Project {
  readonly ci: CiSystem;
  /** Whether it has a lock file of npm, from which a machine installs what was installed here. */
  readonly hasLockFile: boolean;
  /** Of this package, for machines that have to fetch it. */
  readonly version: string;
}

/** A file to write; its path is relative to the project, with slashes. */
export interface StarterFile {
  readonly path: string;
  readonly text: string;
}

export const SUBJECT_FILE = 'stallproof/subject.yaml';
export const SCENARIO_FOLDER = 'stallproof/scenarios';

/** The line that plays the project's own scenarios against its own supervisor. */
export const RUN_LINE = `npx stallproof run ${SCENARIO_FOLDER} --subject ${SUBJECT_FILE}`;

/** Everything that a project starts with. */
export function starterFiles(project: Project): StarterFile[] {
  const install = installLine(project);
  return [
    { path: SUBJECT_FILE, text: firstSubject() },
    { path: `${SCENARIO_FOLDER}/stops-in-the-middle.yaml`, text: firstScenario() },
    ...ciFile(project.ci, install),
  ];
}

function ciFile(ci: CiSystem, install: string): StarterFile[] {
  if (ci === 'github')
    return [{ path: '.github/workflows/stallproof.yml', text: githubWorkflow(install, RUN_LINE) }];
  return ci === 'gitlab' ? [{ path: 'stallproof/gitlab-ci.yml', text: gitlabJob(install, RUN_LINE) }] : [];
}

function installLine({ hasLockFile, version }: Project): string {
  return hasLockFile ? 'npm ci' : `npm install --no-save stallproof@${version}`;
}

/** What is left to do, one step a line. */
export function nextSteps(project: Project): string[] {
  return [
    ...(project.hasLockFile ? [] : ['npm install --save-dev stallproof']),
    RUN_LINE,
    `put the command of your supervisor into ${SUBJECT_FILE}, and play it again`,
    ...(project.ci === 'gitlab'
      ? ['add to .gitlab-ci.yml: include: [{ local: stallproof/gitlab-ci.yml }]']
      : []),
  ];
}
