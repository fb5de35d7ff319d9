import { describe, expect, it } from 'vitest';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { CONTROL, SPECIMENS } from '../../src/specimens/catalogue.js';
import { specimenManifest } from '../../src/specimens/manifest.js';

describe('the manifest of a specimen', () => {
  const { manifest: production } = loadSubject('production');

  it.each([CONTROL, ...SPECIMENS])(
    '$name is started as this package is, by another entry and its name',
    (built) => {
      const manifest = specimenManifest(built, production, '/entry.js');
      expect(manifest.name).toBe(built.name);
      expect(manifest.command.slice(0, 4)).toEqual(['{node}', '/entry.js', built.name, 'remux']);
      expect(manifest.command.slice(3)).toEqual(production.command.slice(2));
      expect(manifest.workerCommand?.slice(0, 4)).toEqual(['{node}', '/entry.js', built.name, 'worker']);
      expect(manifest.artefacts).toEqual(production.artefacts);
    },
  );
});
