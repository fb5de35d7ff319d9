import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/scenario/load.js';
import { isMadeFor, type Scenario } from '../../src/scenario/scenario.js';

function read(body: string): Scenario {
  const head = 'title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\n';
  const expectation = body.includes('expect:') ? '' : 'expect: { outcome: published }\n';
  return readScenario(`${head}${body}\n${expectation}`, { file: 't.yaml', id: 't' });
}

describe('a scenario of a real ffmpeg', () => {
  it('has defaults for all that it does not say', () => {
    const [job] = read('real: {}').jobs;
    expect(job?.real).toEqual({
      through: 'file',
      feed: [],
      picture: '320x180',
      damaged: 0,
      output: 'file',
      probe: 'file',
    });
    expect(job?.recording).toMatchObject({ sizeBytes: 5e6, durationMs: 20_000, video: 'h264', audio: 'ac3' });
  });

  it('reads the feed like the steps of a fake, units and all', () => {
    const feed =
      '[{ send: 40 }, { send: { percent: 60, over: 80s } }, { wait: 90s }, { freeze: { for: 5s } }, freeze, hang]';
    expect(read(`real: { through: tcp, feed: ${feed}, storage: 30MB }`).jobs[0]?.real).toMatchObject({
      storageBytes: 30e6,
      feed: [
        { fault: 'send', config: { percent: 40 } },
        { fault: 'send', config: { percent: 60, over: 80_000 } },
        { fault: 'wait', config: { for: 90_000 } },
        { fault: 'freeze', config: { for: 5_000 } },
        { fault: 'freeze', config: {} },
        { fault: 'hang', config: {} },
      ],
    });
  });

  it('is played by no other engine, and no other scenario by this one', () => {
    const [real, fake] = [read('real: {}'), read('')];
    expect(Object.keys(real.notOn).sort()).toEqual(['process', 'virtual']);
    expect(fake.notOn).toEqual({});
    for (const [scenario, engine] of [
      [real, 'ffmpeg'],
      [fake, 'process'],
      [fake, 'virtual'],
    ] as const) {
      expect(isMadeFor(scenario, engine)).toBe(true);
      expect(isMadeFor(scenario === real ? fake : real, engine)).toBe(false);
    }
  });

  it('makes the other jobs of its scenario real too', () => {
    const jobs =
      'jobs:\n  a: { real: { probe: silent }, expect: { outcome: refused } }\n  b: { expect: { outcome: published } }\n';
    expect(read(jobs).jobs.map(({ real }) => real?.probe)).toEqual(['silent', 'file']);
  });

  it.each([
    [
      'real: {}\nffmpeg: { default: [hang] }',
      /t\.yaml:6:.*ffmpeg: a fake has a script, a real ffmpeg has none/,
    ],
    ['real: {}\nrecording: { video: h265 }', /recording\.video: unknown codec of a real video stream "h265"/],
    ['real: {}\nrecording: { audio: none }', /recording\.audio: unknown codec of a real audio stream "none"/],
    ['real: {}\nrecording: { parts: 2 }', /recording\.parts: a real recording is one file/],
    ['real: { through: tcp, feed: [absent] }', /real\.feed\[0\]: only a FIFO can be left unopened/],
    ['real: { through: fifo, feed: [{ send: 1 }, reset] }', /real\.feed\[1\]: a FIFO knows no reset/],
    ['real: { through: fifo }', /expected a feed for what is fed/],
    ['real: { feed: [hang] }', /expected a feed for what is fed/],
    ['real: { through: fifo, feed: [hnag] }', /did you mean "hang"/],
    ['real: { picture: huge }', /expected width and height, such as 320x180/],
    ['real: { through: fifo, feed: [wait] }', /"wait" needs a value/],
  ])('is refused where it cannot be made to happen: %j', (body, message) => {
    expect(() => read(body)).toThrow(message);
  });
});
