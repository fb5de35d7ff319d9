import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { parseStat, readStat } from '../../src/node/proc-stat.js';

it('reads a line whose name looks like fields', () => {
  const line =
    '4242 (ff) S 1 (x)\n) T 17 40 40 0 -1 4194304 98 0 0 0 11 22 33 44 20 0 3 0 124774 3133440 355 0 0 0 0 0 0 0 0 0 0 0 0';
  expect(parseStat(line)).toEqual({
    pid: 4242,
    state: 'T',
    parentPid: 17,
    group: 40,
    threads: 3,
    cpuTicks: 110,
    startTicks: 124774,
  });
});

it('reads nothing from a line that was cut', () => {
  expect(parseStat('4242 (ff) S 1 2 3')).toBeUndefined();
  expect(parseStat('')).toBeUndefined();
});

it('agrees with ps', () => {
  const [parent, group] = execFileSync('ps', ['-o', 'ppid=,pgid=', '-p', String(process.pid)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/)
    .map(Number);
  expect(readStat(process.pid)).toMatchObject({ pid: process.pid, parentPid: parent, group });
  expect(readStat(2 ** 30)).toBeUndefined();
});
