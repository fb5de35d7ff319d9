import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { whyNotExecutable } from './executable.js';

/**
 * The path of the binary that `@NAME-installer/NAME` brought for this platform, whether or not it can be
 * executed. Undefined when it is not installed.
 */
export function locatePackaged(name: string): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve(`@${name}-installer/${name}/package.json`);
    const platformPackage = `@${name}-installer/${process.platform}-${process.arch}`;
    const manifest = createRequire(wrapper).resolve(`${platformPackage}/package.json`);
    return join(dirname(manifest), name);
  } catch {
    return undefined;
  }
}

/**
 * A path under which the binary can be executed: its own, or else that of a copy with the execute bit in a
 * cache folder. Copies are named after size and time of the original, and appear by rename, complete.
 * @throws when no folder takes the copy.
 */
export async function makeExecutable(binary: string, env: NodeJS.ProcessEnv): Promise<string> {
  if (whyNotExecutable(binary) === undefined) return binary;
  const original = await stat(binary);
  const version = `${original.size}-${Math.floor(original.mtimeMs)}`;
  const problems: string[] = [];
  for (const folder of cacheFolders(env)) {
    try {
      return await copyInto(folder, binary, version, original.size);
    } catch (error) {
      problems.push(`${folder}: ${(error as Error).message}`);
    }
  }
  throw new Error(`${binary} has no execute bit, and no folder takes a copy: ${problems.join('; ')}`);
}

function cacheFolders(env: NodeJS.ProcessEnv): string[] {
  const xdg = env.XDG_CACHE_HOME;
  const home = env.HOME ?? homedir();
  const caches = [
    ...(xdg !== undefined && isAbsolute(xdg) ? [xdg] : []),
    ...(isAbsolute(home) ? [join(home, '.cache')] : []),
  ];
  return [
    ...caches.map((cache) => join(cache, 'stallproof')),
    join(tmpdir(), `stallproof-${process.getuid?.()}`),
  ];
}

async function copyInto(folder: string, binary: string, version: string, sizeBytes: number): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await refuseForeign(folder);
  const target = join(folder, `${basename(binary)}-${version}`);
  if (await isCopy(target, sizeBytes)) return target;
  const temp = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await copyFile(binary, temp, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(temp, 0o755);
    await rename(temp, target);
  } catch (error) {
    await rm(temp, { force: true });
    throw error;
  }
  const problem = whyNotExecutable(target);
  if (problem !== undefined) throw new Error(problem);
  return target;
}

/** What lies in a folder that others can write to could be anyone's program. */
async function refuseForeign(folder: string): Promise<void> {
  const { uid, mode } = await stat(folder);
  if (uid !== process.getuid?.() || (mode & 0o022) !== 0)
    throw new Error('belongs to others or is open to them');
}

async function isCopy(target: string, sizeBytes: number): Promise<boolean> {
  const size = await stat(target).then(
    (stats) => stats.size,
    () => undefined,
  );
  return size === sizeBytes && whyNotExecutable(target) === undefined;
}
