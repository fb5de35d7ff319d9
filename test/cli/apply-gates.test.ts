import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyGates } from '../../src/cli/apply-gates.js';
import { EXIT } from '../../src/cli/exit-codes.js';
import { DEFAULT_POLICY, type RemuxPolicy } from '../../src/ffmpeg/policy.js';
import { policyText } from '../../src/gates/policy/policy-text.js';
import { memoryIo } from './memory-io.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();
let today = '';
let from = '';

const PROPOSED: RemuxPolicy = {
  ...DEFAULT_POLICY,
  codecs: DEFAULT_POLICY.codecs.map((rule) =>
    rule.codec === 'hevc' ? { ...rule, action: 'copy', evidence: 'gate 4: 99 of 100 clients' } : rule,
  ),
};

beforeEach(() => {
  today = folder.in('today.json');
  from = folder.in('gates');
  mkdirSync(from, { recursive: true });
  writeFileSync(`${from}/policy.json`, policyText(PROPOSED));
  writeFileSync(`${from}/adr.md`, '# Policy\n\n# x\n');
  writeFileSync(today, policyText(DEFAULT_POLICY));
});

function apply(more: Partial<Parameters<typeof applyGates>[0]> = {}) {
  const io = memoryIo();
  const code = applyGates({ from, to: today, ...more }, io);
  return { code, lines: io.stdout.text.split('\n') };
}

describe('gates apply', () => {
  it('shows each line with its evidence, and changes nothing when it is dry', () => {
    const { code, lines } = apply({ dryRun: true });
    expect(code).toBe(EXIT.ok);
    expect(lines.slice(0, 5)).toEqual([
      '1 changes of what is decided, 1 of what is known about it',
      'codecs.hevc video.action',
      '  - "encode"',
      '  + "copy"',
      '  because gate 4: 99 of 100 clients',
    ]);
    expect(readFileSync(today, 'utf8')).toBe(policyText(DEFAULT_POLICY));
  });

  it('applies what it shows, once', () => {
    expect(apply().lines.at(-2)).toBe(`applied to ${path.resolve(today)}`);
    expect(JSON.parse(readFileSync(today, 'utf8'))).toEqual(PROPOSED);
    expect(apply().lines.at(-2)).toBe('nothing to apply');
  });

  it('makes a policy that is not there yet, and the record with it', () => {
    const [fresh, adr] = [folder.in('fresh.json'), folder.in('0010-policy.md')];
    apply({ to: fresh, adr });
    expect(existsSync(fresh)).toBe(true);
    expect(readFileSync(adr, 'utf8')).toBe('# 10. Policy\n\n# x\n');
  });

  it('says what is wrong with a policy, and where', () => {
    writeFileSync(`${from}/policy.json`, JSON.stringify({ ...PROPOSED, logLevel: 'loud' }));
    expect(() => apply()).toThrow(/policy\.json is no policy:\n {2}logLevel/);
    expect(() => apply({ from: folder.in('none') })).toThrow(/cannot be read/);
  });
});
