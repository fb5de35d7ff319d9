import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { launchText, writeShims } from '../../../src/bench/release/shim.js';
import { readRecordingProbe } from '../../../src/ffmpeg/recording-probe.js';
import { tempFolder } from '../../cli/temp-folder.js';

const folder = tempFolder();

/** Runs the shim as a system does; the "ffmpeg" behind it prints its arguments and one variable. */
function run(scene: 'fake' | 'SIGSTOP' | 'stderr undrained', name: string): string {
  const place = folder.in(name);
  mkdirSync(place);
  execFileSync('mkfifo', [join(place, 'tether'), join(place, 'stderr')]);
  const tool = join(place, "it's ffmpeg");
  writeFileSync(tool, '#!/bin/sh\necho "$PLAN $SPECIAL $*"; echo said >&2\n', { mode: 0o755 });
  const { ffmpeg } = writeShims(place);
  const launch = { scene, ffmpeg: tool, toolEnv: { SPECIAL: "a'b" }, fakeFfmpeg: tool };
  writeFileSync(join(place, 'launch'), launchText({ ...launch, planVariable: 'PLAN', planFile: '/a plan' }));
  const held = ['tether', 'stderr'].map((fifo) => openSync(join(place, fifo), constants.O_RDWR));
  try {
    const args = ['-loglevel', '+level+warning', '-i', 'a b', `file:${place}/out.mp4.tmp`];
    return execFileSync(ffmpeg, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    for (const fd of held) closeSync(fd);
  }
}

it('becomes ffmpeg, with its environment and its arguments as they were', () => {
  expect(run('SIGSTOP', 'real')).toMatch(/^ a'b -loglevel \+level\+warning -i a b file:.*tmp\n$/);
});

it('becomes the fake, with its plan', () => {
  expect(run('fake', 'fake')).toMatch(/^\/a plan {2}-loglevel \+level\+warning -i a b /);
});

it('makes ffmpeg talk where nobody listens', () => {
  expect(run('stderr undrained', 'undrained')).toMatch(/^ a'b -loglevel trace -i a b /);
});

it('brings an ffprobe that knows the recording', () => {
  const { ffprobe } = writeShims(folder.path);
  expect(readFileSync(ffprobe, 'utf8')).toMatch(/^#!\/bin\/sh\n/);
  const probe = readRecordingProbe(execFileSync(ffprobe, { encoding: 'utf8' }));
  expect(probe?.streams).toMatchObject([{ kind: 'video', codec: 'h264' }]);
});
