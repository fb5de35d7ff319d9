import type { StreamChoice } from '../../ffmpeg/decision.js';
import type { Facts, StreamFacts } from './facts.js';

/** The kinds of media that a complete MP4 of a recording has. */
export interface Truth {
  readonly video: boolean;
  readonly audio: boolean;
}

/**
 * What a recording really holds: a stream counts when a decoder made a frame of it, whatever is announced. Of several
 * programs the one with the most kinds counts, as nobody watches two at once.
 */
export function truthOf({ streams }: Facts): Truth {
  const alive = streams.filter(({ frames }) => frames > 0);
  const programs = new Set(alive.flatMap((stream) => stream.programs));
  const groups = [
    ...[...programs].map((number) => alive.filter((stream) => stream.programs.includes(number))),
    alive.filter((stream) => stream.programs.length === 0),
  ];
  const kinds = groups.map((group) => ({ video: has(group, 'video'), audio: has(group, 'audio') }));
  const worth = ({ video, audio }: Truth): number => (video ? 2 : 0) + (audio ? 1 : 0);
  return kinds.reduce((best, kind) => (worth(kind) > worth(best) ? kind : best), {
    video: false,
    audio: false,
  });
}

/** Whether both chosen streams belong to one program; of none counts as one. */
export function ofOneProgram({ streams }: Facts, { video, audio }: StreamChoice): boolean {
  const programsOf = (index: number | undefined): readonly number[] | undefined =>
    streams.find((stream) => stream.index === index)?.programs;
  const [left, right] = [programsOf(video), programsOf(audio)];
  if (left === undefined || right === undefined) return true;
  if (left.length === 0 && right.length === 0) return true;
  return left.some((number) => right.includes(number));
}

function has(streams: readonly StreamFacts[], kind: 'video' | 'audio'): boolean {
  return streams.some((stream) => stream.kind === kind);
}
