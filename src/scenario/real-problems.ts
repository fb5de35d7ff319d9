import { unknownName } from './closed-map.js';
import type { RealForm } from './real-schema.js';
import type { Problem } from './scenario-error.js';
import type { JobForm, ScenarioFile } from './schema.js';
import type { Path, YamlSource } from './yaml-source.js';

/** What recordings are made of: encoders that ffmpeg has wherever it can serve the supervisor at all. */
const REAL_VIDEO = ['h264', 'mpeg2video'] as const;
const REAL_AUDIO = ['ac3', 'eac3', 'aac', 'mp2'] as const;

const SCRIPTS = ['ffmpeg', 'ffprobe', 'ffprobeOutput'] as const;

/** What a scenario asks of a real ffmpeg that cannot be made to happen. */
export function realProblems(form: ScenarioFile, source: YamlSource): Problem[] {
  const jobs = Object.entries(form.jobs ?? {}).map(([name, job]) => ({ path: ['jobs', name], form: job }));
  const whole = { path: [] as Path, form };
  if (![whole, ...jobs].some(({ form: { real } }) => real !== undefined)) return [];
  return [whole, ...jobs].flatMap(({ path, form: part }) =>
    problemsOf(part).map(({ at, message }) => source.problemAt([...path, ...at], message)),
  );
}

interface Objection {
  readonly at: Path;
  readonly message: string;
}

function problemsOf(part: Pick<JobForm, 'recording' | 'real' | (typeof SCRIPTS)[number]>): Objection[] {
  const { video = 'h264', audio = 'ac3', parts = 1 } = part.recording ?? {};
  const scripted = SCRIPTS.filter((key) => part[key] !== undefined);
  return [
    ...scripted.map((key) => ({ at: [key], message: 'a fake has a script, a real ffmpeg has none' })),
    ...oneOf('video', video, REAL_VIDEO),
    ...oneOf('audio', audio, REAL_AUDIO),
    ...(parts > 1 ? [{ at: ['recording', 'parts'], message: 'a real recording is one file' }] : []),
    ...feedProblems(part.real),
  ];
}

function oneOf(key: 'video' | 'audio', codec: string, known: readonly string[]): Objection[] {
  if (known.includes(codec)) return [];
  return [{ at: ['recording', key], message: unknownName(`codec of a real ${key} stream`, codec, known) }];
}

function feedProblems({ through, feed = [] }: RealForm = {}): Objection[] {
  const isFifo = through === 'fifo';
  return feed.flatMap(({ fault }, index) => {
    const at = ['real', 'feed', index];
    if (fault === 'absent' && !isFifo) return [{ at, message: 'only a FIFO can be left unopened' }];
    return fault === 'reset' && isFifo ? [{ at, message: 'a FIFO knows no reset' }] : [];
  });
}
