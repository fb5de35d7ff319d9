import { compareReleases } from './ffmpeg-version.js';
import type { CommandFlags, Flags, RemuxPolicy, StrategyPolicy, VersionRule } from './policy.js';
import { STRATEGIES } from './strategy.js';

/** Whether a policy has exceptions for some versions of ffmpeg, so that its version must be known. */
export function dependsOnRelease(policy: RemuxPolicy): boolean {
  return STRATEGIES.some((strategy) => (policy.strategies[strategy].versions ?? []).length > 0);
}

/**
 * The policy with its exceptions for one release laid over the flags, and none left. A rule with a bound does not hold
 * where the release is not known.
 */
export function policyForRelease(policy: RemuxPolicy, release: string | undefined): RemuxPolicy {
  const plain = ({ versions = [], ...strategy }: StrategyPolicy): StrategyPolicy => ({
    ...strategy,
    flags: versions.filter((rule) => holdsFor(rule, release)).reduce(laidOver, strategy.flags),
  });
  const { default: first, fallback, transcode } = policy.strategies;
  return {
    ...policy,
    strategies: { default: plain(first), fallback: plain(fallback), transcode: plain(transcode) },
  };
}

function holdsFor({ from, before }: VersionRule, release: string | undefined): boolean {
  if (release === undefined) return from === undefined && before === undefined;
  if (from !== undefined && compareReleases(release, from) < 0) return false;
  return before === undefined || compareReleases(release, before) < 0;
}

function laidOver(flags: CommandFlags, { flags: changes }: VersionRule): CommandFlags {
  const part = (name: keyof CommandFlags): Flags =>
    Object.fromEntries(
      Object.entries({ ...flags[name], ...changes[name] }).flatMap(([option, value]) =>
        value === null ? [] : [[option, value]],
      ),
    );
  return { input: part('input'), video: part('video'), audio: part('audio'), output: part('output') };
}
