import type { StderrEntry } from './entry.js';

const H264 = '[h264 @ 0x55d0c1e0a2c0]';
const TS = '[mpegts @ 0x55d0c1e0a2c0]';

/** What demuxers and decoders say about broken or cut recordings. Most captures that play print some of it. */
export const DAMAGE: readonly StderrEntry[] = [
  warning(
    'packet-corrupt',
    /Packet corrupt \(stream = /,
    `${TS} Packet corrupt (stream = 0, dts = 350569840).`,
    '4.3 and later',
  ),
  warning(
    'corrupt-input-packet',
    /corrupt input packet in stream/,
    'file:/rec/film.ts: corrupt input packet in stream 0',
  ),
  warning(
    'corrupt-decoded-frame',
    /corrupt decoded frame/,
    'file:/rec/film.ts: corrupt decoded frame in stream 0',
  ),
  warning('pes-size-mismatch', /PES packet size mismatch/, `${TS} PES packet size mismatch`),
  warning(
    'no-codec-parameters',
    /Could not find codec parameters for stream|Consider increasing the value for the 'analyzeduration'/,
    `${TS} Could not find codec parameters for stream 1 (Audio: aac ([15][0][0][0] / 0x000F), 0 channels): unspecified sample format`,
  ),
  warning('reorder-buffer', /Increasing reorder buffer/, `${H264} Increasing reorder buffer to 2`),
  error('incomplete-frame', /incomplete frame/, '[ac3 @ 0x55d0c1e0a2c0] incomplete frame'),
  error(
    'parameter-set-missing',
    /non-existing [SP]PS|[SP]PS unavailable|[SP]PS id out of range|[SP]PS \d+ does not exist/,
    `${H264} non-existing PPS 0 referenced`,
  ),
  error('slice-header', /decode_slice_header error/, `${H264} decode_slice_header error`),
  error('no-frame', /\bno frame!/, `${H264} no frame!`),
  error(
    'macroblock',
    /error while decoding MB|block unavailable for (?:requested )?intra|concealing \d+ DC, \d+ AC/,
    `${H264} error while decoding MB 66 24, bytestream -7`,
  ),
  error(
    'reference-picture',
    /mmco: |number of reference frames|reference picture missing|Missing reference picture|Could not find ref with POC|co located POCs|illegal reordering|Reference \d+ >= \d+/,
    `${H264} mmco: unref short failure`,
  ),
  error(
    'audio-block',
    /error decoding the audio block|exponent -?\d+ is out-of-range|expacc -?\d+ is out-of-range|invalid spectral extension|channel element \S+ is not allocated|Header missing/,
    '[ac3 @ 0x55d0c1e0a2c0] error decoding the audio block',
  ),
  error(
    'decoding-error',
    /Error while decoding stream|Error submitting (?:a )?packet to (?:the )?decoder|Decode error rate/,
    'Error while decoding stream #0:1: Invalid data found when processing input',
    'while decoding up to 6.0, submitting from 6.1',
  ),
  error('junk', /Junk in packet|Invalid NAL unit/, '[dvbsub @ 0x55d0c1e0a2c0] Junk in packet'),
];

function warning(id: string, pattern: RegExp, example: string, versions = 'all'): StderrEntry {
  return { id, pattern, example, level: 'warning', versions, action: 'ignore' };
}

function error(id: string, pattern: RegExp, example: string, versions = 'all'): StderrEntry {
  return { id, pattern, example, level: 'error', versions, action: 'ignore' };
}
