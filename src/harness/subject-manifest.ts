import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatSize } from '../base/size.js';
import { unknownName } from '../scenario/closed-map.js';
import { problemsOf } from '../scenario/problems.js';
import { ScenarioError, wholeFileProblem } from '../scenario/scenario-error.js';
import { wording } from '../scenario/wording.js';
import { readYaml } from '../scenario/yaml-source.js';
import { createSupervisor } from '../supervisor/supervisor.js';
import type { Subject, SubjectManifest } from './subject.js';
import { type SubjectForm, subjectSchema } from './subject-schema.js';

const MAX_MANIFEST_BYTES = 256 * 1024;
const EXTENSION = '.yaml';

/** The manifest of the supervisor of this package, which runs in simulated time too. */
const PRODUCTION = 'production';

/** The folder of manifests that comes with this package. */
export function packagedSubjects(): string {
  // dist/harness/ and src/harness/ lie equally deep.
  return fileURLToPath(new URL('../../subjects', import.meta.url));
}

/**
 * Reads a manifest: a file, or the name of one that comes with this package.
 * @param others names that mean something else to whoever asks: one of them may have been misspelt
 * @throws ScenarioError that lists everything wrong with it
 */
export function loadSubject(nameOrFile: string, others: readonly string[] = []): Subject {
  const packaged = packagedSubjects();
  const file = locate(nameOrFile, packaged, others);
  const folder = resolve(dirname(file));
  const manifest = readSubject(readText(file), file);
  const isOurs = manifest.name === PRODUCTION && folder === resolve(packaged);
  return { manifest, file, folder, ...(isOurs && { simulated: createSupervisor }) };
}

/**
 * Reads the text of a manifest.
 * @throws ScenarioError
 */
export function readSubject(text: string, file: string): SubjectManifest {
  const source = readYaml(text, file);
  const parsed = subjectSchema.safeParse(source.data, { error: wording });
  if (!parsed.success) throw new ScenarioError(problemsOf(parsed.error, source));
  return resolveManifest(parsed.data);
}

function resolveManifest(form: SubjectForm): SubjectManifest {
  const { lock, errorLog, meta, temp } = form.artefacts ?? {};
  return {
    name: form.name,
    title: form.title,
    command: form.command,
    jobs: form.jobs ?? 'single',
    exit: form.exit,
    artefacts: {
      ...(lock !== undefined && { lock }),
      ...(errorLog !== undefined && { errorLog }),
      ...(meta !== undefined && { meta }),
      ...(temp !== undefined && { temp }),
    },
    ...(form.workerCommand !== undefined && { workerCommand: form.workerCommand }),
    ...(form.env !== undefined && { env: form.env }),
    ...(form.metrics !== undefined && { metrics: form.metrics }),
    ...(form.events !== undefined && { events: form.events }),
    ...(form.log?.stalled !== undefined && { log: { stalled: form.log.stalled } }),
    ...(form.cancelSignal !== undefined && { cancelSignal: form.cancelSignal }),
  };
}

function locate(nameOrFile: string, packaged: string, others: readonly string[]): string {
  const known = readdirSync(packaged).flatMap((name) =>
    name.endsWith(EXTENSION) ? basename(name, EXTENSION) : [],
  );
  if (known.includes(nameOrFile)) return join(packaged, nameOrFile + EXTENSION);
  if (existsSync(nameOrFile)) return nameOrFile;
  const message = `no such file, and ${unknownName('subject', nameOrFile, [...known, ...others])}`;
  throw new ScenarioError([wholeFileProblem(nameOrFile, message)]);
}

function readText(file: string): string {
  try {
    const stat = statSync(file);
    // Reading a FIFO would wait for its writer.
    if (!stat.isFile()) throw new Error('not a regular file');
    if (stat.size > MAX_MANIFEST_BYTES) throw new Error(`larger than ${formatSize(MAX_MANIFEST_BYTES)}`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ScenarioError([wholeFileProblem(file, `cannot be read: ${reason}`)]);
  }
}
