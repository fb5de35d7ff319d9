import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BenchProcess } from '../../../src/bench/processes/bench-process.js';
import { tempFolder } from '../../cli/temp-folder.js';

const folder = tempFolder();

/** Speaks as `serveRequests` does, without being compiled. */
const PROGRAM = `
process.on('message', ({ id, request }) => {
  if (request === 'fail') process.send({ id, error: 'it failed' });
  else if (request === 'die') { console.error('last words'); process.exitCode = 3; process.disconnect(); }
  else if (request !== 'silence') {
    process.send({ event: request });
    process.send({ id, reply: [request, process.env.STALLPROOF_BENCH, process.argv[2]] });
  }
});
`;

const started: BenchProcess[] = [];

function start(onEvent: (event: unknown) => void = () => {}): BenchProcess {
  const program = pathToFileURL(path.join(folder.path, 'program.mjs'));
  const one = new BenchProcess(program, { args: ['x'], env: { STALLPROOF_BENCH: 'mark' }, onEvent });
  started.push(one);
  return one;
}

beforeAll(() => writeFileSync(folder.in('program.mjs'), PROGRAM));

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
});

describe('a program of the benchmark', () => {
  it('answers requests, tells of events, and carries the mark', async () => {
    const events: unknown[] = [];
    const program = start((event) => events.push(event));
    expect(await Promise.all([program.ask('a'), program.ask('b')])).toEqual([
      ['a', 'mark', 'x'],
      ['b', 'mark', 'x'],
    ]);
    expect(events).toEqual(['a', 'b']);
  });

  it('says what went wrong', async () => {
    await expect(start().ask('fail')).rejects.toThrow('it failed');
  });

  it('leaves nobody waiting when it dies, and its last words are kept', async () => {
    const program = start();
    await program.ask('a');
    const asked = [program.ask('silence'), program.ask('die')];
    for (const one of asked) await expect(one).rejects.toThrow(/ended with 3: last words/);
    await expect(program.ask('a')).rejects.toThrow(/ended with 3/);
  });

  it('ends when it is let go, and at once when it is killed', async () => {
    const [let_go, killed] = [start(), start()];
    await Promise.all([let_go.ask('a'), killed.ask('a')]);
    await let_go.stop();
    expect(() => process.kill(let_go.pid, 0)).toThrow(/ESRCH/);
    const asked = killed.ask('silence');
    killed.kill();
    await expect(asked).rejects.toThrow(/SIGKILL/);
  });
});
