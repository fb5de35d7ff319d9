import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createNodeFiles } from '../../src/node/files.js';
import { parseStat, readProc, readStat } from '../../src/node/proc-stat.js';

/**
 * A supervisor beside a mount that dies: `argv[2]` is the server of the mount, `argv[3]` the folder to mount it on.
 * Abandons one operation after the other until it may try no more, says as JSON what it saw, and ends while helpers
 * hang; with `revive` as `argv[4]`, first sees the mount come back.
 */
const [, , server = '', mount = '', end] = process.argv;
const mounted = spawn(process.execPath, [server, mount], { stdio: ['pipe', 'pipe', 'inherit'] });
const [greeting] = await Promise.race([once(mounted.stdout, 'data'), once(mounted, 'exit')]);
if (String(greeting) !== 'dead\n') process.exit(3);
let requests = 0;
mounted.stdout.on('data', (text) => {
  requests += String(text).length;
});

const files = createNodeFiles();
const codes: string[] = [];
while (codes.length < 9) {
  // Another name each time: the kernel would let a second lookup of the same one wait for the first.
  const film = `${mount}/${codes.length}.ts`;
  const answer = ask(film);
  await Promise.race([answer, until(() => requests > codes.length)]);
  files.abandon(film);
  codes.push(await answer);
}
await until(() => stuck().length >= requests);
tell({ codes, elsewhere: await ask('/'), mount: files.mountOf(`${mount}/x`), stuck: stuck().length });
if (end === 'revive') await revive();
process.exit(0);

function ask(path: string): Promise<string> {
  return files.stat(path).then(
    (found) => found?.kind ?? 'absent',
    ({ code, message }: Error & { code: string }) => (/not tried/.test(message) ? 'not tried' : code),
  );
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

/** The mount goes: helpers end, and operations are tried again. */
async function revive(): Promise<void> {
  mounted.stdin.end();
  await until(() => stuck().length === 0);
  let again = 'not tried';
  for (; again === 'not tried'; await sleep(10)) again = await ask(`${mount}/again.ts`);
  tell({ again });
}

function tell(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

/** Children with a thread that no signal reaches. */
function stuck(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && readStat(Number(name))?.parentPid === process.pid)
    .filter((pid) => threadStates(pid).includes('D'));
}

function threadStates(pid: string): (string | undefined)[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map((thread) => {
      const text = readProc(`/proc/${pid}/task/${thread}/stat`)?.toString('latin1');
      return text === undefined ? undefined : parseStat(text)?.state;
    });
  } catch {
    return [];
  }
}
