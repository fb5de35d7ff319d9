import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findScenarios, packagedCatalogue } from '../../src/scenario/catalogue.js';
import { jsonSchema } from '../../src/scenario/schema.js';
import { FAULTS } from '../../src/script/vocabulary.js';

const committed = JSON.parse(readFileSync(join(packagedCatalogue(), 'schema.json'), 'utf8'));
const asEditorsReadIt = z.fromJSONSchema(committed);

describe('the JSON Schema for editors', () => {
  it('is the one that is committed beside the catalogue', () => {
    // Otherwise: npx stallproof schema scenario > scenarios/schema.json && npm run format
    expect(committed).toEqual(jsonSchema());
  });

  it('describes every fault and every setting of it', () => {
    const steps = committed.$defs.step.anyOf.find((form: { type: string }) => form.type === 'object');
    expect(Object.keys(steps.properties)).toEqual(FAULTS.map(({ name }) => name));
    for (const { name, summary, fields } of FAULTS) {
      const described = JSON.stringify(steps.properties[name]);
      expect(described).toContain(JSON.stringify(summary));
      for (const [setting, { doc }] of Object.entries(fields)) {
        expect(described).toContain(JSON.stringify(setting));
        expect(described).toContain(JSON.stringify(doc));
      }
    }
  });

  it.each(findScenarios([], packagedCatalogue()).map(({ id, file }) => [id, file]))(
    'accepts %s',
    (_, file) => {
      expect(asEditorsReadIt.safeParse(parse(readFileSync(file, 'utf8'))).error).toBeUndefined();
    },
  );

  it.each([
    ['an unknown key', { extra: 1 }],
    ['a duration without unit', { watch: { stall: 90 } }],
    ['an unknown fault', { ffmpeg: { default: ['hnag'] } }],
    ['an unknown outcome', { expect: { outcome: 'done' } }],
  ])('refuses %s', (_, wrong) => {
    const good = {
      title: 't',
      why: 'w',
      from: ['x'],
      catches: ['settles'],
      expect: { outcome: 'published' },
    };
    expect(asEditorsReadIt.safeParse(good).success).toBe(true);
    expect(asEditorsReadIt.safeParse({ ...good, ...wrong }).success).toBe(false);
  });
});
