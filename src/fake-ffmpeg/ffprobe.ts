import { informationFor } from './answers.js';
import { playDescent } from './descendant.js';
import { readDescent } from './fork.js';
import { playFfprobe } from './play-ffprobe.js';

const args = process.argv.slice(2);
const descent = readDescent(process.env);
const information = informationFor('ffprobe', args);
try {
  if (descent !== undefined) playDescent(descent);
  else if (information !== undefined) process.stdout.write(information);
  else playFfprobe(args);
} catch (error) {
  console.error(`ffprobe: ${(error as Error).message}`);
  process.exitCode = 1;
}
