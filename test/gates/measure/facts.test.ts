import { expect, it } from 'vitest';
import { namedAfter } from '../../../src/gates/measure/facts.js';

it("keeps ffprobe's answer under the recording's own name, without its folders", () => {
  const raw = { format: { filename: 'RECORDING', nb_streams: 1 }, streams: [{ index: 0 }] };
  const recording = { name: 'deep/film.ts', sizeBytes: 1, sha256: '' };
  expect(namedAfter(recording, { raw, streams: [] }).raw).toEqual({
    format: { filename: 'film.ts', nb_streams: 1 },
    streams: [{ index: 0 }],
  });
  expect(namedAfter(recording, { problem: 'x', streams: [] })).toEqual({ problem: 'x', streams: [] });
});
