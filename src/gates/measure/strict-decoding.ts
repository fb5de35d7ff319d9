import { type Bench, runFfmpeg } from './bench.js';

/** Damage that is there shows within this time; a whole recording would take too long. */
const LOOKED_AT_SECONDS = '120';

const REFUSED =
  /Error while decoding stream|Error submitting (?:a )?packet to (?:the )?decoder|Decoding error/;

/**
 * Decodes the video as browsers do: what ffmpeg would conceal is an error.
 * @returns how many packets were refused
 */
export async function strictDecodingErrors(bench: Bench, file: string): Promise<number> {
  let refused = 0;
  await runFfmpeg(
    bench,
    [
      ...['-nostdin', '-hide_banner', '-loglevel', 'repeat+error', '-threads', '1', '-err_detect', 'explode'],
      ...['-t', LOOKED_AT_SECONDS, '-i', `file:${file}`, '-map', '0:v:0', '-f', 'null', '-'],
    ],
    {
      onStdout: () => {},
      onStderrLine: (line) => {
        if (REFUSED.test(line)) refused += 1;
      },
    },
  );
  return refused;
}
