import type { Decision } from '../../src/ffmpeg/decision.js';
import { exampleLine } from '../../src/ffmpeg/stderr-catalogue.js';
import type { StderrLevel } from '../../src/ffmpeg/stderr-rule.js';
import type { Facts, StreamFacts } from '../../src/gates/measure/facts.js';
import type { Judgement } from '../../src/gates/measure/judge-output.js';
import type { Measured } from '../../src/gates/measure/measure-recording.js';
import type { MessageCount } from '../../src/gates/measure/stderr-tally.js';
import type { Trial } from '../../src/gates/measure/try-line.js';

/** Streams, runs and measurements for tests: right in every respect, with what matters given. */
export function videoFacts(more: Partial<StreamFacts> = {}): StreamFacts {
  return {
    ...{ index: 0, kind: 'video', codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', bitDepth: 8 },
    ...{ fieldOrder: 'progressive', programs: [1], packets: 50, frames: 50 },
    ...more,
  };
}

export function audioFacts(more: Partial<StreamFacts> = {}): StreamFacts {
  return {
    ...{ index: 1, kind: 'audio', codec: 'ac3', channels: 2, sampleRateHz: 48_000, programs: [1] },
    ...{ packets: 50, frames: 50 },
    ...more,
  };
}

export function facts(...streams: StreamFacts[]): Facts {
  const probed = streams.map(({ index, kind, codec, programs, frames }) => ({
    ...{ index, kind: kind as 'video', programs, carriesData: frames > 0 },
    ...(codec !== undefined && { codec }),
  }));
  return { streams, probe: { streams: probed, durationMs: 2_000, startMs: 0 } };
}

export const RIGHT: Judgement = {
  video: 'h264',
  audio: 'aac',
  durationMs: 2_000,
  deltaMs: 0,
  seeks: [],
  wrongs: [],
};

export function trial(id: string, more: Partial<Trial> = {}): Trial {
  return { id, template: ['-i', 'file:IN', 'file:OUT'], exit: '0', judgement: RIGHT, messages: [], ...more };
}

export function wrong(id: string, because: string, more: Partial<Judgement> = {}): Trial {
  return trial(id, { judgement: { ...RIGHT, wrongs: [because], ...more } });
}

/** As ffmpeg prints an entry of the catalogue. */
export function message(id: string, level: StderrLevel, count: number): MessageCount {
  return { template: exampleLine(id) ?? id, level, count };
}

const COPIED: Decision = {
  kind: 'run',
  ladder: ['default', 'fallback', 'transcode'],
  streams: { video: 0, audio: 1 },
  reason: '',
};

export function measured(more: Partial<Measured> = {}): Measured {
  return {
    ...{ recording: 'a.ts', tools: '5.1', facts: facts(videoFacts(), audioFacts()) },
    ...{ truth: { video: true, audio: true }, decision: COPIED, experiments: [] },
    trials: [trial('ours/default'), trial('origin/default')],
    originLadder: ['default', 'fallback', 'transcode'],
    supervised: { kind: 'published', strategy: 'default', attempts: [], outputBytes: 1, judgement: RIGHT },
    ...more,
  };
}
