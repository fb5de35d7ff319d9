import { expect, it } from 'vitest';
import { pathProblem } from '../../src/supervisor/job-paths.js';

const OUTPUT = '/media/film.mp4';

it.each([
  ['/media/film.mp4', /output/],
  ['/media/../media/./film.mp4', /output/],
  ['/media/film.mp4.lock', /artefact/],
  ['/media/film.mp4.err.log', /artefact/],
  ['/media/film.mp4.meta.json', /artefact/],
  ['/media/film.mp4.tmp-abcdefghij-default', /temp file/],
])('refuses the recording %s, which the job would overwrite or remove', (input, why) => {
  expect(pathProblem({ input, output: OUTPUT })).toMatch(why);
  expect(pathProblem({ input: '/rec/a.ts', furtherParts: [input], output: OUTPUT })).toMatch(why);
});

it.each([
  '/media/film.ts',
  '/rec/film.mp4',
  '/rec/film.mp4.lock',
  '/media/film.mp4.tmp-notes',
  '/media/film.mp4.tmp-abcdefghij-',
])('lets the recording %s pass', (input) => {
  expect(pathProblem({ input, furtherParts: ['/rec/b.ts'], output: OUTPUT })).toBeUndefined();
});
