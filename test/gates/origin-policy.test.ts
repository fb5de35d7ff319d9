import { describe, expect, it } from 'vitest';
import { originPlan } from '../../src/gates/origin-policy.js';
import { audioFacts, facts, videoFacts } from './measured.js';

describe("the origin's plan", () => {
  it.each([
    ['h264', { bitDepth: 8 }, ['default', 'fallback', 'transcode']],
    ['h264', { bitDepth: 10 }, ['transcode']],
    ['hevc', {}, ['transcode']],
    ['mpeg2video', {}, ['transcode']],
    ['vp9', {}, []],
  ])('for %s %o', (codec, more, ladder) => {
    expect(originPlan(facts(videoFacts({ codec, ...more }))).ladder).toEqual(ladder);
  });

  it('takes the first streams, empty or not', () => {
    const empty = videoFacts({ frames: 0, packets: 0 });
    const { lines } = originPlan(facts(empty, videoFacts({ index: 5 }), audioFacts()));
    expect(lines.map(({ streams }) => streams)).toEqual(Array(3).fill({ video: 0, audio: 1 }));
    expect(lines[0]?.template.join(' ')).toContain('-ss 1 -i file:IN -map 0:v:0? -map 0:a:0?');
    expect(lines[1]?.template).not.toContain('-ss');
  });

  it('takes a recording that could not be probed for h264', () => {
    expect(originPlan({ problem: 'x', streams: [] }).ladder).toHaveLength(3);
  });
});
