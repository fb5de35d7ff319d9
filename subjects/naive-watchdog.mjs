// Remuxes one recording and kills ffmpeg when it says nothing for too long. It looks right.
import { spawn } from 'node:child_process';
import { renameSync } from 'node:fs';

const [ffmpeg, input, output, stallMs] = process.argv.slice(2);
const part = `${output}.part`;
const args = [
  '-y',
  '-nostdin',
  '-progress',
  'pipe:1',
  '-i',
  input,
  '-c:v',
  'copy',
  '-c:a',
  'aac',
  '-f',
  'mp4',
  part,
];
const child = spawn(ffmpeg, args, { stdio: ['ignore', 'pipe', 'inherit'] });

let timer;
child.stdout.on('data', () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    console.error('ffmpeg stalled');
    child.kill();
  }, Number(stallMs));
});
child.on('close', (code) => {
  clearTimeout(timer);
  if (code === 0) renameSync(part, output);
  process.exit(code === 0 ? 0 : 1);
});
