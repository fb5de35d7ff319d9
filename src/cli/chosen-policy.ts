import { DEFAULT_POLICY, type RemuxPolicy } from '../ffmpeg/policy.js';
import { dependsOnRelease, policyForRelease } from '../ffmpeg/policy-for-release.js';
import type { Host } from '../host/host.js';
import type { TuningOptions } from './tuning-options.js';
import { UsageError } from './usage-error.js';

interface FoundTool {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A program that takes longer to say its version is no ffmpeg. */
const VERSION_LIMIT_MS = 20_000;

/**
 * The policy that the user named, or the shipped one, with its rules for this version of ffmpeg applied; nothing where the
 * shipped one holds as it is.
 * @throws UsageError when the file is no policy, or needs a version that ffmpeg does not tell
 */
export async function chosenPolicy(
  { policy: file }: Pick<TuningOptions, 'policy'>,
  ffmpeg: FoundTool,
  host: Host,
): Promise<{ readonly policy?: RemuxPolicy }> {
  if (file === undefined && !dependsOnRelease(DEFAULT_POLICY)) return {};
  const policy = file === undefined ? DEFAULT_POLICY : await readFrom(file);
  const release = dependsOnRelease(policy) ? await releaseOf(ffmpeg, host) : undefined;
  return { policy: policyForRelease(policy, release) };
}

/** A remux with the shipped policy starts without the schema. */
async function readFrom(file: string): Promise<RemuxPolicy> {
  const { policyFromFile } = await import('./policy-file.js');
  return policyFromFile(file);
}

async function releaseOf({ path, env }: FoundTool, host: Host): Promise<string> {
  const { runTool } = await import('../gates/measure/run-tool.js');
  const { readFfmpegVersion } = await import('../ffmpeg/ffmpeg-version.js');
  const run = { file: path, args: ['-version'], env, timeoutMs: VERSION_LIMIT_MS };
  const release = readFfmpegVersion((await runTool(host, run)).stdout)?.release;
  if (release !== undefined) return release;
  throw new UsageError(
    `the policy has rules for versions of ffmpeg, and ${path} does not tell its own`,
    'Name another ffmpeg with --ffmpeg, or take the rules for versions out of the policy.',
  );
}
