import { describe, expect, it } from 'vitest';
import { progressArguments } from '../../src/record/progress-arguments.js';

describe('where the progress of a command line goes', () => {
  it.each([
    ['-i in.ts out.mp4', '-progress pipe:1 -i in.ts out.mp4', 'stdout', true],
    ['-progress pipe:1 -i in.ts out.mp4', '-progress pipe:1 -i in.ts out.mp4', 'stdout', false],
    ['-progress - -i in.ts out.mp4', '-progress - -i in.ts out.mp4', 'stdout', false],
    ['-i in.ts -progress pipe:2 out.mp4', '-i in.ts -progress pipe:2 out.mp4', 'stderr', false],
    ['-i in.ts -f mpegts -', '-progress pipe:2 -i in.ts -f mpegts -', 'stderr', true],
    ['-i in.ts -f mpegts pipe:1', '-progress pipe:2 -i in.ts -f mpegts pipe:1', 'stderr', true],
    ['-i - out.mp4', '-progress pipe:1 -i - out.mp4', 'stdout', true],
  ])('%s', (given, args, progressOn, added) => {
    expect(progressArguments(given.split(' '))).toEqual({ args: args.split(' '), progressOn, added });
  });

  it('is not known when it goes to a file', () => {
    expect(progressArguments(['-progress', 'p.txt', '-i', 'in.ts'])).toBeUndefined();
  });
});
