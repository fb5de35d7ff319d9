import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/script/actor.js';
import { openMedia } from '../../src/script/media-state.js';
import type { Op } from '../../src/script/op.js';
import { play, playOps } from '../../src/script/player.js';
import { step } from '../../src/script/vocabulary.js';
import { RECORDING, RecordingActor } from './recorder.js';

describe('play', () => {
  it('exits with 0 at the end of the script, and leaves the output alone', () => {
    const actor = new RecordingActor();
    play([step('stderr', { text: 'hello' })], openMedia(RECORDING), actor);
    expect(actor.ops).toEqual([
      { op: 'write', stream: 'stderr', text: 'hello\n' },
      { op: 'exit', code: 0 },
    ]);
  });

  it('goes on only when the actor says so', () => {
    const actor = new RecordingActor('wait');
    play([step('wait', { for: 5 }), step('freeze')], openMedia(RECORDING), actor);
    expect(actor.names).toEqual(['wait']);
    actor.resumeNow();
    expect(actor.names).toEqual(['wait', 'freeze', 'exit']);
  });

  it('plays a million operations without growing the stack, resumed or not', () => {
    let count = 0;
    const nextTurn: (() => void)[] = [];
    const actor: Actor = {
      perform(_op, resume) {
        count++;
        if (count % 3 === 0) return true;
        if (count % 3 === 1) resume();
        else nextTurn.push(resume);
        return false;
      },
    };
    playOps(manyOps(1_000_000), actor);
    for (let resume = nextTurn.pop(); resume !== undefined; resume = nextTurn.pop()) resume();
    expect(count).toBe(1_000_000);
  });

  it('replaces the rest of the script, and forgets what was under way', () => {
    const actor = new RecordingActor('wait');
    const playback = play([step('wait', { for: 5 }), step('freeze')], openMedia(RECORDING), actor);
    const stale = actor.resumeNow;
    playback.divert([{ op: 'exit', code: 255 }]);
    stale();
    expect(actor.ops.at(-1)).toEqual({ op: 'exit', code: 255 });
    expect(actor.names).toEqual(['wait', 'exit']);
  });

  it('refuses a fault that does not exist', () => {
    const steps = [{ fault: 'no-such', config: {} }];
    expect(() => play(steps, openMedia(RECORDING), new RecordingActor())).toThrow(/no-such/);
  });
});

function* manyOps(count: number): Iterable<Op> {
  for (let i = 0; i < count; i++) yield { op: 'wait', forMs: 1 };
}
