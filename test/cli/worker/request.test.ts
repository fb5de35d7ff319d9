import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/cli/worker/request.js';

describe('a line of a worker', () => {
  it('is a job', () => {
    expect(readRequest('{"input":"a.ts","output":"a.mp4","serviceRef":"1:0:19"}')).toEqual({
      kind: 'job',
      job: { input: 'a.ts', output: 'a.mp4', serviceRef: '1:0:19' },
    });
  });

  it('or a cancellation', () => {
    expect(readRequest('{"cancel":"a"}')).toEqual({ kind: 'cancel', id: 'a' });
  });

  it.each([
    ['{"input":', /not JSON/],
    ['[1]', /not an object/],
    ['null', /not an object/],
    ['{"input":"a.ts"}', /^output: missing$/],
    ['{"input":"","output":"b"}', /input: /],
    ['{"input":"a","output":"b","priority":9}', /priority/],
    ['{"cancel":7}', /cancel: /],
    ['{"cancel":"a","input":"b"}', /input/],
  ])('or refused with the reason: %s', (line, message) => {
    const request = readRequest(line);
    expect(request).toMatchObject({ kind: 'bad', error: expect.stringMatching(message) });
  });

  it('keeps the id that a bad job named', () => {
    expect(readRequest('{"id":"x","input":"a.ts"}')).toMatchObject({ kind: 'bad', id: 'x' });
  });
});
