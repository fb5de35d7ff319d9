import { expect, it } from 'vitest';
import { codecMatrix } from '../../../src/gates/gate2/matrix.js';
import { audioFacts, facts, measured, videoFacts } from '../measured.js';

const of = (...streams: Parameters<typeof facts>) => measured({ facts: facts(...streams) });
const rowsOf = (property: string, ...rows: ReturnType<typeof measured>[]) =>
  codecMatrix(rows)
    .rows.filter((row) => row.property === property)
    .map(({ value, share }) => [value, share.count, share.total]);

it('counts a recording once, by what decodes first', () => {
  const empty = videoFacts({ codec: 'hevc', packets: 0, frames: 0 });
  const rows = [of(empty, videoFacts({ index: 2 })), of(videoFacts()), of(audioFacts())];
  expect(rowsOf('video codec', ...rows)).toEqual([
    ['h264', 2, 3],
    ['no video', 1, 3],
  ]);
});

it('tells interlacing from its order of fields, and what nobody told', () => {
  const rows = ['tt', 'progressive', 'unknown', undefined].map((fieldOrder) =>
    of(videoFacts({ fieldOrder })),
  );
  expect(rowsOf('interlacing', ...rows)).toEqual([
    ['not told', 2, 4],
    ['interlaced (tt)', 1, 4],
    ['progressive', 1, 4],
  ]);
});

it('names streams that are empty, and claims that are not true', () => {
  const { oddities } = codecMatrix([
    measured({ recording: 'empty.ts', facts: facts(videoFacts(), audioFacts({ packets: 0, frames: 0 })) }),
    measured({ recording: 'locked.ts', facts: facts(videoFacts({ frames: 0, packets: 9 })) }),
    measured({ recording: 'broken.ts', facts: { problem: 'ffprobe ended with 1', streams: [] } }),
    measured({
      recording: 'wild.ts',
      facts: {
        ...facts(videoFacts()),
        probe: {
          durationMs: 72_054_000,
          startMs: -5,
          streams: [{ index: 0, kind: 'video', programs: [], carriesData: true, durationMs: 1_700 }],
        },
      },
    }),
    measured({ recording: 'fine.ts' }),
  ]);
  expect(oddities).toEqual([
    { recording: 'empty.ts', odd: ['ac3 audio (stream 1) is announced and empty'] },
    { recording: 'locked.ts', odd: ['h264 video (stream 0) has 9 packets and nothing that decodes'] },
    { recording: 'broken.ts', odd: ['ffprobe ended with 1'] },
    { recording: 'wild.ts', odd: ['claims 72054.0 s, its longest stream 1.7 s', 'starts before zero'] },
  ]);
});
