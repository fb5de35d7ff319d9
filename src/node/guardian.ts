import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { monotonicMs } from './clock.js';

/** A guardian that lived for less than this died quickly; after so many of them there is no further one. */
const QUICK_DEATH_MS = 60_000;
const MAX_QUICK_DEATHS = 8;

/**
 * `$1` is the name of the tree cookie. Lines are `+GROUP` and `-GROUP`; the end of the input is the end of the
 * supervisor, however it came. Those that left their group are found by the cookie, where `grep` and `/proc`
 * exist; several rounds, because a process can fork between being found and being killed.
 */
const SCRIPT = `
trap '' HUP INT QUIT TERM PIPE ALRM USR1 USR2 TSTP TTIN TTOU
groups=' '
while read -r line; do
  group=\${line#?}
  case $line in
    +*) groups="$groups$group " ;;
    -*) case $groups in *" $group "*) groups="\${groups%%" $group "*} \${groups#*" $group "}" ;; esac ;;
  esac
done
for group in $groups; do kill -KILL "-$group"; done
for round in 1 2 3 4 5; do
  found=
  for file in $(grep -ls "$1=" /proc/[0-9]*/environ); do
    pid=\${file#/proc/}
    kill -KILL "\${pid%/environ}" && found=yes
  done
  [ "$found" ] || exit 0
  sleep 0.1
done
`;

/**
 * Ends the process groups of this process when it dies, even by SIGKILL: a shell of a few hundred kB that
 * holds the other end of a pipe. It lives in a session of its own, so that neither Ctrl-C nor a kill of our
 * group reaches it, and it ends with us.
 */
export class Guardian {
  /** The groups it would end. */
  readonly groups: ReadonlySet<number>;
  readonly #groups = new Set<number>();
  readonly #cookieName: string;
  #shell: ChildProcess | undefined;
  #startedAtMs = 0;
  #quickDeaths = 0;

  constructor(cookieName: string) {
    this.#cookieName = cookieName;
    this.groups = this.#groups;
  }

  /** Undefined while there is none. */
  get pid(): number | undefined {
    return this.#shell?.pid;
  }

  /** To be called before each spawn: from then on nothing may outlive this process. Does nothing while one lives. */
  start(): void {
    if (this.#shell !== undefined || this.#quickDeaths >= MAX_QUICK_DEATHS) return;
    const shell: ChildProcess = spawn('/bin/sh', ['-c', SCRIPT, 'stallproof-guardian', this.#cookieName], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
      env: { PATH: '/usr/bin:/bin' },
    });
    // No shell, no memory, no file left: the next spawn tries again.
    shell.on('error', () => this.#forget(shell));
    shell.on('exit', () => this.#replace(shell));
    shell.unref();
    shell.stdin?.on('error', () => {});
    // The pipe would keep the event loop alive by itself; its type does not tell that it is a socket.
    (shell.stdin as Socket | null)?.unref();
    this.#shell = shell;
    this.#startedAtMs = monotonicMs();
    for (const group of this.#groups) this.#tell(`+${group}`);
  }

  watch(group: number): void {
    this.#groups.add(group);
    this.#tell(`+${group}`);
  }

  /** As soon as the group is gone: its number may then be given to strangers. */
  release(group: number): void {
    if (this.#groups.delete(group)) this.#tell(`-${group}`);
  }

  #tell(line: string): void {
    this.#shell?.stdin?.write(`${line}\n`);
  }

  #forget(failed: ChildProcess): boolean {
    if (this.#shell !== failed) return false;
    this.#shell = undefined;
    return true;
  }

  #replace(dead: ChildProcess): void {
    if (!this.#forget(dead)) return;
    const livedMs = monotonicMs() - this.#startedAtMs;
    this.#quickDeaths = livedMs < QUICK_DEATH_MS ? this.#quickDeaths + 1 : 0;
    if (this.#groups.size > 0) this.start();
  }
}
