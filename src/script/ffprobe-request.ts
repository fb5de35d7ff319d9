import { type LogLevel, readLogLevel } from './log-level.js';

/** What a call of ffprobe asks for. */
export interface ProbeRequest {
  readonly input: string;
  /** `json`, `csv`, `default`; others are answered as `default`. */
  readonly writer: string;
  readonly writerOptions: ReadonlyMap<string, string>;
  /** Sections to print, each with the fields asked for; undefined: all of them. */
  readonly sections: ReadonlyMap<string, ReadonlySet<string> | undefined>;
  /** Such as `v:0`; undefined: all streams. */
  readonly selectStreams: string | undefined;
  /** Such as `99999%` or `%+#20`; undefined: all packets. */
  readonly readIntervals: string | undefined;
  readonly logLevel: LogLevel;
}

export type ReadProbeArguments =
  | { readonly ok: true; readonly request: ProbeRequest }
  /** What ffprobe says, line by line, before it exits with 1. */
  | { readonly ok: false; readonly message: string };

const SHOW: Readonly<Record<string, string>> = {
  show_format: 'format',
  show_streams: 'stream',
  show_programs: 'program',
  show_packets: 'packet',
};

const FLAGS = new Set(
  `hide_banner show_error show_chapters show_frames show_data show_private_data count_frames count_packets unit
  prefix byte_binary_prefix sexagesimal pretty bitexact nofind_stream_info find_stream_info noshow_private_data
  show_versions show_program_version show_library_versions`.split(/\s+/),
);

const VALUED = new Set(
  `v loglevel of print_format output_format show_entries select_streams read_intervals i f analyzeduration
  probesize protocol_whitelist format_whitelist codec_whitelist fflags err_detect show_data_hash show_log threads
  max_probe_packets fpsprobesize scan_all_pmts merge_pmt_versions timeout rw_timeout user_agent headers safe
  report_file skip_frame max_ts_probe`.split(/\s+/),
);

/** Reads ffprobe's arguments, as far as a supervisor could use them. */
export function readProbeArguments(args: readonly string[]): ReadProbeArguments {
  const values = new Map<string, string>();
  const sections = new Map<string, ReadonlySet<string> | undefined>();
  let input: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    const name = /^-[a-z]/i.test(arg) ? arg.slice(1).replace(/:.*$/, '') : undefined;
    if (name === undefined) {
      if (input !== undefined) {
        return refused(`Argument '${arg}' provided as input filename, but '${input}' was already specified.`);
      }
      input = arg;
    } else if (SHOW[name] !== undefined) sections.set(SHOW[name], undefined);
    else if (!FLAGS.has(name)) {
      const value = args[++i];
      if (!VALUED.has(name)) {
        return refused(`Failed to set value '${value ?? ''}' for option '${name}': Option not found`);
      }
      if (value === undefined) return refused(`Missing argument for option '${name}'.`);
      if (name === 'i') input = value;
      else if (name === 'show_entries') addEntries(sections, value);
      else values.set(name, value);
    }
  }
  if (input === undefined) return refused('You have to specify one input file.');
  const [writer = 'default', ...options] = (
    values.get('of') ??
    values.get('output_format') ??
    values.get('print_format') ??
    'default'
  ).split(/[=:]/);
  const request = {
    input,
    writer,
    writerOptions: new Map(pairs(options)),
    sections,
    selectStreams: values.get('select_streams'),
    readIntervals: values.get('read_intervals'),
    logLevel: readLogLevel(values.get('loglevel') ?? values.get('v')),
  };
  return { ok: true, request };
}

/** `format=duration,size:stream=index:packet`. */
function addEntries(sections: Map<string, ReadonlySet<string> | undefined>, text: string): void {
  for (const entry of text.split(':')) {
    const [section = '', fields] = entry.split('=');
    sections.set(section, fields === undefined ? undefined : new Set(fields.split(',')));
  }
}

function* pairs(words: readonly string[]): Iterable<[string, string]> {
  for (let i = 0; i < words.length; i += 2) yield [words[i] ?? '', words[i + 1] ?? '1'];
}

function refused(message: string): ReadProbeArguments {
  return { ok: false, message: `${message}\n` };
}
