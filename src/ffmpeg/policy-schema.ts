import { z } from 'zod';
import type { NeverRule, RemuxPolicy } from './policy.js';
import { STDERR_CLASSES, STDERR_LEVELS } from './stderr-rule.js';
import { STRATEGIES } from './strategy.js';

/** What the supervisor writes into every command line itself: a policy that had them could only do harm. */
const RESERVED = words(`
  i f y n map stdin nostdin stats nostats progress stats_period loglevel v report hide_banner protocol_whitelist
  format_whitelist protocol_blacklist safe passlogfile vstats vstats_file sdp_file attach dump_attachment filter_script
  filter_complex_script filter_complex lavfi filter_complex_threads init_hw_device timelimit stdin`);

const option = z
  .string()
  .regex(/^[a-z0-9][\w-]{0,40}(?::[a-z0-9:]{1,10})?$/i, 'an option by its name, without the dash')
  .refine((name) => !RESERVED.has(name.split(':')[0] ?? ''), 'the supervisor sets this option itself');
const value = z.union([z.string().min(1).max(2000), z.literal(true)]);
const flags = z.record(option, value);
const changes = z.record(option, z.union([value, z.null()]));
const release = z.string().regex(/^\d+\.\d+(?:\.\d+)?$/, 'a release such as 6.1');

const strategy = z.strictObject({
  purpose: z.string(),
  flags: z.strictObject({ input: flags, video: flags, audio: flags, output: flags }),
  versions: z
    .array(
      z.strictObject({
        from: release.optional(),
        before: release.optional(),
        flags: z.strictObject({ input: changes, video: changes, audio: changes, output: changes }).partial(),
        why: z.string(),
      }),
    )
    .optional(),
  evidence: z.string(),
});

const never = z.strictObject({
  option: z.string().min(1),
  contains: z.string().min(1).optional(),
  why: z.string(),
  evidence: z.string(),
});

const codec = z.strictObject({
  kind: z.enum(['video', 'audio']),
  codec: z.string().regex(/^[a-z0-9_]{1,40}$/, "ffmpeg's name of a codec, such as h264"),
  bitDepth: z.number().int().min(1).max(32).optional(),
  action: z.enum(['copy', 'encode']),
  copyFlags: flags.optional(),
  evidence: z.string(),
});

const stderr = z
  .strictObject({
    id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, 'a name in kebab case'),
    class: z.enum(STDERR_CLASSES),
    pattern: z.string().min(1).max(1000).refine(isPattern, 'a regular expression'),
    example: z.string().min(1),
    level: z.enum(STDERR_LEVELS),
    versions: z.string(),
    severity: z.enum(['harmless', 'warning', 'critical']),
    action: z.enum(['ignore', 'next-rung', 'fail', 'final']),
    why: z.string().optional(),
    evidence: z.string(),
  })
  .refine(({ pattern, example }) => !isPattern(pattern) || new RegExp(pattern).test(example), {
    message: 'the pattern does not match its own example',
    path: ['pattern'],
  });

const form = z.strictObject({
  v: z.literal(1),
  provenance: z.strictObject({
    generator: z.string(),
    generatedAt: z.string(),
    recordings: z.number().int().min(0),
    corpusDigest: z.string(),
    tools: z.array(z.string()),
    clients: z.string(),
  }),
  logLevel: z.enum(['error', 'warning', 'info', 'verbose']),
  strategies: z.strictObject({ default: strategy, fallback: strategy, transcode: strategy }),
  outputCheck: z.strictObject({
    packets: z.number().int().min(1).max(100_000),
    strict: z.boolean(),
    evidence: z.string(),
  }),
  never: z.array(never),
  codecs: z.array(codec).min(1),
  stderr: z.array(stderr),
});

const policySchema: z.ZodType<RemuxPolicy> = form
  .superRefine((policy, context) => {
    for (const { path, rule } of forbiddenFlags(policy)) {
      context.addIssue({ code: 'custom', path, message: `never to be used: ${rule.why}` });
    }
  })
  .superRefine(({ stderr: rules }, context) => {
    rules.forEach(({ id }, index) => {
      if (rules.findIndex((other) => other.id === id) === index) return;
      context.addIssue({ code: 'custom', path: ['stderr', index, 'id'], message: `${id} is there twice` });
    });
  });

/** A policy that cannot be used: where and why, a line each. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/**
 * Reads a policy from JSON.
 * @param name what the text is called in errors
 * @throws PolicyError that names every wrong place
 */
export function readPolicy(text: string, name: string): RemuxPolicy {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new PolicyError(`${name} is not JSON: ${(error as Error).message}`);
  }
  const parsed = policySchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(problemLine);
  throw new PolicyError(`${name} is no policy:\n  ${lines.slice(0, 20).join('\n  ')}`);
}

/** Of a wrong key, what is wrong with it. */
function problemLine(issue: z.core.$ZodIssue): string {
  const why = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return `${issue.path.map(String).join('.') || '.'}: ${why}`;
}

/** The JSON Schema (draft 2020-12) of a policy file. */
export function policyJsonSchema(): object {
  return { title: 'Policy of a remux supervisor', ...z.toJSONSchema(form) };
}

interface Forbidden {
  readonly path: (string | number)[];
  readonly rule: NeverRule;
}

/** Flags of a policy that its own list forbids. */
function forbiddenFlags({ strategies, never: rules }: z.infer<typeof form>): Forbidden[] {
  return STRATEGIES.flatMap((name) => {
    const { flags: base, versions = [] } = strategies[name];
    const places = [
      { at: ['strategies', name, 'flags'], parts: base },
      ...versions.map((rule, index) => ({
        at: ['strategies', name, 'versions', index, 'flags'],
        parts: rule.flags,
      })),
    ];
    return places.flatMap(({ at, parts }) =>
      Object.entries(parts).flatMap(([part, options]) =>
        Object.entries(options ?? {}).flatMap(([key, text]) =>
          rules
            .filter((rule) => forbids(rule, key, text))
            .map((rule) => ({ path: [...at, part, key], rule })),
        ),
      ),
    );
  });
}

function forbids(rule: NeverRule, key: string, text: string | true | null): boolean {
  return (
    key === rule.option &&
    text !== null &&
    (rule.contains === undefined || String(text).includes(rule.contains))
  );
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
