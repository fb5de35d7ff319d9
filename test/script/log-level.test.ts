import { describe, expect, it } from 'vitest';
import { isPrinted, markLevel, readLogLevel } from '../../src/script/log-level.js';

describe('readLogLevel', () => {
  it.each([
    [undefined, 32, false],
    ['error', 16, false],
    ['24', 24, false],
    ['+level+warning', 24, true],
    ['repeat+level+error', 16, true],
    ['+level', 32, true],
    ['quiet', -8, false],
  ])('reads %s', (text, rank, marked) => {
    expect(readLogLevel(text)).toEqual({ rank, marked });
  });

  it('hides what is more talkative', () => {
    const limit = readLogLevel('error');
    expect(isPrinted('error', limit)).toBe(true);
    expect(isPrinted('warning', limit)).toBe(false);
  });

  it('marks a message where ffmpeg does', () => {
    expect(markLevel('[h264 @ 0x55d0c0de] no frame!', 'error')).toBe('[h264 @ 0x55d0c0de] [error] no frame!');
    expect(markLevel('x: No such file', 'error')).toBe('[error] x: No such file');
  });
});
