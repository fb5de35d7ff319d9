import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/ffmpeg/policy.js';
import { policyJsonSchema, readPolicy } from '../../src/ffmpeg/policy-schema.js';

// biome-ignore lint/suspicious/noExplicitAny: the point is to break the form
type Loose = any;

function broken(change: (policy: Loose) => void): () => unknown {
  const policy = structuredClone(DEFAULT_POLICY) as Loose;
  change(policy);
  return () => readPolicy(JSON.stringify(policy), 'mine.json');
}

describe('the schema of a policy', () => {
  it('takes the shipped one as it is', () => {
    expect(readPolicy(JSON.stringify(DEFAULT_POLICY), 'shipped')).toEqual(DEFAULT_POLICY);
  });

  it.each<[string, (policy: Loose) => void, RegExp]>([
    ['text that is no JSON', () => {}, /not JSON/],
    ['a version that nobody knows', (policy) => (policy.v = 2), /v: /],
    ['an unknown field', (policy) => (policy.flag = 1), /flag/],
    [
      'an option that the supervisor sets itself',
      (policy) => (policy.strategies.default.flags.output.progress = 'file:/x'),
      /strategies\.default\.flags\.output\.progress.*supervisor sets/,
    ],
    [
      'a second input',
      (policy) => (policy.strategies.default.flags.input.i = '/etc/passwd'),
      /supervisor sets/,
    ],
    [
      'an option with a dash',
      (policy) => (policy.strategies.default.flags.output['-ac'] = '2'),
      /without the dash/,
    ],
    [
      'a flag that its own list forbids',
      (policy) => (policy.strategies.fallback.flags.input.fflags = '+genpts+discardcorrupt'),
      /strategies\.fallback\.flags\.input\.fflags: never to be used/,
    ],
    [
      'a forbidden flag in a rule for versions',
      (policy) =>
        (policy.strategies.default.versions = [{ before: '5.0', flags: { input: { ss: '1' } }, why: '' }]),
      /versions\.0\.flags\.input\.ss: never to be used/,
    ],
    ['a pattern that is none', (policy) => (policy.stderr[0].pattern = '('), /regular expression/],
    ['a pattern that misses its example', (policy) => (policy.stderr[0].pattern = 'nowhere'), /own example/],
    ['two entries of one name', (policy) => (policy.stderr[1].id = policy.stderr[0].id), /there twice/],
    ['an action that is none', (policy) => (policy.codecs[0].action = 'keep'), /codecs\.0\.action/],
    ['no strategy', (policy) => delete policy.strategies.transcode, /strategies\.transcode/],
  ])('refuses %s, and says where', (what, change, message) => {
    if (what.includes('no JSON')) expect(() => readPolicy('{', 'mine.json')).toThrow(message);
    else expect(broken(change)).toThrow(message);
  });

  it('is told as JSON Schema', () => {
    expect(policyJsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: expect.arrayContaining(['strategies', 'codecs', 'stderr', 'provenance']),
    });
  });
});
