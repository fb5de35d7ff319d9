import type { FeedThrough } from '../../../scenario/real-play.js';

/** What a shim knows of one job. Paths are absolute. */
export interface ShimJob {
  readonly id: string;
  readonly input: string;
  readonly output: string;
  readonly tether: string;
  /** What ffmpeg reads in the place of the recording; `fifo`: a FIFO that the shim makes. */
  readonly source: { readonly through: FeedThrough; readonly url: string };
  readonly outputFifo: boolean;
  readonly silentProbe: boolean;
  readonly preset: string | undefined;
}

export interface Shim {
  readonly tool: 'ffmpeg' | 'ffprobe';
  /** The real binary, and what it needs in its environment. */
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** Where it notes its starts and arguments, and where the reports of ffmpeg go. */
  readonly folder: string;
  readonly jobs: readonly ShimJob[];
}

/** The file, in the shims' folder, to which each start adds a line: tool, job, pid, parent, whether progress can be seen. */
export const STARTS = 'starts';

export const argumentsFile = (pid: number): string => `arguments.${pid}`;
export const reportFile = (pid: number): string => `report.${pid}`;
export const feedFifo = (pid: number): string => `feed.${pid}`;

/**
 * A shell script that stands in for ffmpeg or ffprobe. It takes hold of the tether, notes that it was started, puts the
 * source of the scenario in the place of the recording, and becomes the real program: same pid, same pipes, same parent, so
 * that signals and exit codes are the real ones. ffmpeg's own report tells its progress. What concerns no job of the
 * run, such as `-version`, goes through as it is.
 */
export function shimText(shim: Shim): string {
  const { tool, path, env, folder } = shim;
  return `#!/bin/sh
real=${quoted(path)}
here=${quoted(folder)}
${Object.entries(env)
  .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
  .join('')}${findJob(shim)}
[ "$job" ] || exec "$real" "$@"
exec 9>"$tether"
printf '%s\\0' "$@" >"$here/arguments.$$"
${tool === 'ffmpeg' ? ffmpegPart(folder) : PROBE_PART}
exec "$real" "$@"
`;
}

/**
 * A name comes as it is, or with the protocol `file:`. A run of ffmpeg belongs to the job that it reads for, one of ffprobe
 * to that of the file that it looks at.
 */
function findJob({ tool, jobs }: Shim): string {
  const inputs = jobs.map(({ input }, index) => `${quoted(input)}) job_${index} ;;`);
  const outputs = jobs.map(({ output }, index) => `${quoted(output)}*) [ "$job" ] || job_${index} ;;`);
  return `job= quiet= stats= nostats= last= protocols=
${jobs.map(settings).join('\n')}
for argument do
  case $last in -loglevel | -v)
    case \${argument##*+} in
      quiet | panic | fatal | error | warning | -8 | 0 | 8 | 16 | 24) quiet=yes ;;
      *) quiet= ;;
    esac ;;
  esac
  last=$argument
  case $argument in
    -stats) stats=yes nostats= ;;
    -nostats) nostats=yes stats= ;;
  esac
  case \${argument#file:} in
    ${[...inputs, ...(tool === 'ffprobe' ? outputs : [])].join('\n    ')}
  esac
done`;
}

function settings({ id, input, output, tether, source, ...job }: ShimJob, index: number): string {
  return `job_${index}() {
  job=${quoted(id)} input=${quoted(input)} output=${quoted(output)} tether=${quoted(tether)}
  through=${source.through} url=${quoted(source.url)} preset=${quoted(job.preset ?? '')}
  fifo=${job.outputFifo ? 'yes' : ''} silent=${job.silentProbe ? 'yes' : ''}
}`;
}

/**
 * Statistics reach the report where they would reach a terminal. At a level that hides them from the terminal
 * `-nostats` is left out, and nobody but the report hears of it; at any other they stay away, and progress is not seen.
 */
const ffmpegPart = (folder: string): string => `seen=seen
[ "$stats" ] && [ "$quiet" ] && seen=unseen
[ "$nostats" ] && [ ! "$quiet" ] && seen=unseen
case $through in
  fifo) url=file:$here/feed.$$ && mkfifo -m 600 "$here/feed.$$" ;;
  tcp) protocols=,tcp ;;
  http) protocols=,http,tcp ;;
esac
[ "$fifo" ] && mkfifo -m 600 "$here/output.$$"
last=
for argument do
  shift
  given=$argument
  case $last in
    -i) [ "\${argument#file:}" = "$input" ] && [ "$url" ] && argument=$url ;;
    -protocol_whitelist) argument=$argument$protocols ;;
    -preset) argument=\${preset:-$argument} ;;
    *) [ "$fifo" ] && case \${argument#file:} in "$output"*) argument=file:$here/output.$$ ;; esac ;;
  esac
  last=$given
  [ "$given" = -nostats ] && [ "$quiet" ] && continue
  set -- "$@" "$argument"
done
export FFREPORT=${quoted(`file=${escapedForReport(folder)}/report.`)}$$:level=40
echo "ffmpeg $job $$ $PPID $seen" >>"$here/starts"`;

const PROBE_PART = `if [ "$silent" ]; then
  mkfifo -m 600 "$here/probe.$$"
  for argument do
    shift
    [ "\${argument#file:}" = "$input" ] && argument=file:$here/probe.$$
    set -- "$@" "$argument"
  done
fi
echo "ffprobe $job $$ $PPID seen" >>"$here/starts"`;

/** As a POSIX shell reads it back. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** FFREPORT is a list of options: colons end a value, backslashes and quotes protect, percent signs are filled in. */
function escapedForReport(path: string): string {
  return path.replace(/[\\':]/g, (character) => `\\${character}`).replaceAll('%', '%%');
}
