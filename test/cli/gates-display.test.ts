import { expect, it } from 'vitest';
import { gatesDisplay } from '../../src/cli/gates-display.js';
import { memoryIo } from './memory-io.js';

it('says once what is being measured, where there is no terminal', () => {
  const io = memoryIo();
  const display = gatesDisplay(io);
  for (const what of ['a.ts: facts', 'a.ts: supervised']) display.see({ done: 0, total: 2, what });
  display.see({ done: 1, total: 2, what: 'b.ts: facts' });
  display.close();
  expect(io.stderr.text).toBe('[0/2] a.ts\n[1/2] b.ts\n');
});
