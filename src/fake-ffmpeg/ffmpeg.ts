import { informationFor } from './answers.js';
import { playDescent } from './descendant.js';
import { readDescent } from './fork.js';
import { playFfmpeg } from './play-ffmpeg.js';

const args = process.argv.slice(2);
const descent = readDescent(process.env);
const information = informationFor('ffmpeg', args);
try {
  if (descent !== undefined) playDescent(descent);
  else if (information !== undefined) process.stdout.write(information);
  else playFfmpeg(args);
} catch (error) {
  console.error(`ffmpeg: ${(error as Error).message}`);
  process.exitCode = 1;
}
