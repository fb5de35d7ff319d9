import { describe, expect, it } from 'vitest';
import { chosenRealTools } from '../../src/cli/chosen-real-tools.js';
import type { RealTools } from '../../src/harness/engines/ffmpeg/real-tools.js';
import { memoryIo } from './memory-io.js';

const TOOL = { path: '/x', origin: 'path', env: {} } as const;
const TOOLS: RealTools = { ffmpeg: TOOL, ffprobe: TOOL, version: '5.1' };

describe('chosenRealTools', () => {
  it('takes what is found, and asks for what was named', async () => {
    const io = memoryIo();
    const asked: unknown[] = [];
    const chosen = await chosenRealTools({ ffmpeg: '/mine' }, io, async (options) => {
      asked.push(options);
      return { tools: [TOOLS], problems: [] };
    });
    expect(chosen).toEqual([TOOLS]);
    expect(asked).toEqual([{ env: io.env, ffmpeg: '/mine' }]);
    expect(io.stderr.text).toBe('');
  });

  it('says once and clearly that there is none', async () => {
    const io = memoryIo();
    const none = async () => ({ tools: [], problems: ['no ffmpeg found: install it', 'another'] });
    expect(await chosenRealTools({}, io, none)).toBeUndefined();
    expect(io.stderr.text).toBe('stallproof: no real ffmpeg to play with: no ffmpeg found: install it\n');
  });
});
