import type { StderrEntry } from './entry.js';

/** What ffmpeg does not like about its arguments: a mistake of ours, or a build without what they need. */
export const OPTIONS: readonly StderrEntry[] = [
  {
    id: 'unknown-option',
    pattern:
      /Unrecognized option '|Option \S+ not found|Error splitting the argument list|Missing argument for option/,
    example: "Unrecognized option 'fps_mode'.",
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'bad-option-value',
    pattern:
      /Error setting option |Unable to parse option value|Failed to set value '|Error parsing options for/,
    example: '[NULL @ 0x55d0c1e0a2c0] Error setting option b to value zzz.',
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'unknown-encoder',
    pattern: /Unknown encoder '|Encoder \(codec [^)]*\) not found|Automatic encoder selection failed/,
    example: "Unknown encoder 'libx264'",
    level: 'fatal',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'encoder-failed',
    pattern:
      /Error while opening encoder|Error initializing output stream|Error (?:sending|submitting).{0,60} encod|encoding failed/,
    example:
      'Error while opening encoder for output stream #0:0 - maybe incorrect parameters such as bit_rate, rate, width or height',
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'filter-failed',
    pattern:
      /Error configuring filter graph|Error (?:re)?initializing filters|No such filter: |Error while filtering|Error while processing the decoded data|Error marking filters as finished/,
    example: 'Error reinitializing filters!',
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
  {
    id: 'unknown-format',
    pattern:
      /Unable to find a suitable output format|Requested output format '[^']*' is not|Unknown input format/,
    example: "[NULL @ 0x55d0c1e0a2c0] Unable to find a suitable output format for 'film'",
    level: 'error',
    versions: 'all',
    action: 'fail',
  },
];
