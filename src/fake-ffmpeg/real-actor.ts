import { unreachable } from '../base/assert.js';
import { createNodeClock, monotonicMs } from '../node/clock.js';
import type { Actor } from '../script/actor.js';
import type { MediaState } from '../script/media-state.js';
import type { DeadlySignal, ForkedChild, Op } from '../script/op.js';
import { HARD_EXIT, politeExit } from '../script/signal-reaction.js';
import { writeFailure } from '../script/write-failure.js';
import type { EventLog } from './event-log.js';
import { forkDescendant } from './fork.js';
import type { Fuse } from './fuse.js';
import type { OutputFile } from './output-file.js';
import type { Role } from './role.js';
import { Signals } from './signals.js';
import type { Speech } from './speech.js';

/** What a process on the real machine consists of. */
export interface Stage {
  readonly role: Role;
  /** Nominal durations are divided by this. */
  readonly speed: number;
  readonly media: MediaState;
  readonly log: EventLog;
  readonly speech: Speech;
  readonly output: OutputFile;
  readonly fuse: Fuse;
  readonly tetherFd: number | undefined;
  /** ffprobe: what it would print, and its exit code. */
  readonly answer?: () => ProbeReply;
  /** Replaces the rest of the script. */
  readonly divert: (ops: Iterable<Op>) => void;
}

export interface ProbeReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A wait may begin this much earlier to make up for what timers lose by counting whole milliseconds. */
const CARRIED_MS = 2;
const CHURN_SLICE_MS = 25;
const CHURN_LOGGED_MS = 100;
const SPIN_LOGGED_MS = 100;
const ALLOCATED_CHUNK_BYTES = 16 * 1024 * 1024;
const DEATH_MS = 1000;
const NUMBERS: Record<DeadlySignal, number> = { SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/** Performs a script on the real machine: real time, real pipes, real files, real signals. */
export class RealActor implements Actor {
  readonly #stage: Stage;
  readonly #clock = createNodeClock();
  readonly #memory: Buffer[] = [];
  readonly #signals: Signals;
  #dueMs = monotonicMs();

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#signals = new Signals({
      onSignal: (signal) => stage.log.log({ kind: 'signalled', signal }),
      finish: (reaction) => stage.divert(politeExit(stage.media, reaction)),
      hardExit: () => stage.divert(HARD_EXIT),
    });
    const tick = (): void => {
      stage.fuse.check();
      this.#clock.schedule(stage.fuse.checkEveryMs, tick);
    };
    tick();
  }

  perform(op: Op, resume: () => void): boolean {
    const { speech, output, log } = this.#stage;
    if (op.op !== 'write') speech.flush();
    try {
      switch (op.op) {
        case 'wait':
          return this.#wait(op.forMs, resume);
        case 'park':
          return false;
        case 'write':
          speech.write(op);
          return true;
        case 'close':
          speech.close(op.stream);
          return true;
        case 'append':
          output.append(op.bytes);
          log.log({ kind: 'output', bytes: output.sizeBytes, complete: false });
          return true;
        case 'finish':
          this.#finish(op);
          return true;
        case 'erase':
          output.erase(op.leaves);
          log.log({ kind: 'output', bytes: 0, complete: false });
          return true;
        case 'churn':
          return this.#churn(op.bytes, op.forMs / this.#stage.speed, resume);
        case 'trap':
          this.#signals.trap(op.signals, op.reaction);
          return true;
        case 'freeze':
          return this.#freeze(resume);
        default:
          return this.#performOnProcess(op);
      }
    } catch (error) {
      return this.#failToWrite(error as NodeJS.ErrnoException);
    }
  }

  #performOnProcess(
    op: Extract<Op, { op: 'exit' | 'die' | 'stuck' | 'fork' | 'spin' | 'allocate' | 'answer' }>,
  ): boolean {
    switch (op.op) {
      case 'exit':
        return this.#exit(op.code);
      case 'die':
        return this.#die(op.signal);
      case 'fork':
        this.#fork(op.child);
        return true;
      case 'spin':
        this.#spin(op.forMs === undefined ? Number.POSITIVE_INFINITY : op.forMs / this.#stage.speed);
        return true;
      case 'stuck':
        // Only simulated processes can be that; a scenario says so under notOn.
        return false;
      case 'allocate':
        for (let leftBytes = op.bytes; leftBytes > 0; leftBytes -= ALLOCATED_CHUNK_BYTES) {
          this.#memory.push(Buffer.alloc(Math.min(leftBytes, ALLOCATED_CHUNK_BYTES), 1));
        }
        return true;
      case 'answer':
        return this.#answer(op.share);
      default:
        return unreachable(op);
    }
  }

  #wait(nominalMs: number, resume: () => void): boolean {
    const nowMs = monotonicMs();
    this.#dueMs = Math.max(this.#dueMs, nowMs - CARRIED_MS) + nominalMs / this.#stage.speed;
    if (this.#dueMs <= nowMs) return true;
    this.#clock.schedule(this.#dueMs - nowMs, resume);
    return false;
  }

  #finish(op: Op & { readonly op: 'finish' }): void {
    const { video, audio } = this.#stage.role;
    const { output, log } = this.#stage;
    output.finish({
      durationMs: op.durationMs,
      ...(video !== undefined && op.lose !== 'video' && op.lose !== 'both' && { video }),
      ...(audio !== undefined && op.lose !== 'audio' && op.lose !== 'both' && { audio }),
    });
    log.log({ kind: 'output', bytes: output.sizeBytes, complete: true });
  }

  /** What came for it while it was stopped is heard before it goes on, as by any process that SIGCONT wakes. */
  #freeze(resume: () => void): false {
    this.#stage.log.log({ kind: 'froze' });
    process.kill(process.pid, 'SIGSTOP');
    setImmediate(resume);
    return false;
  }

  #churn(bytes: number, forMs: number, resume: () => void): boolean {
    const slices = Math.max(1, Math.ceil(forMs / CHURN_SLICE_MS));
    let movedBytes = 0;
    let loggedMs = monotonicMs();
    const slice = (count: number): void => {
      const sliceBytes = Math.ceil(bytes / slices);
      this.#stage.output.churn(sliceBytes);
      movedBytes += sliceBytes;
      const nowMs = monotonicMs();
      if (nowMs - loggedMs >= CHURN_LOGGED_MS || count === slices) {
        this.#stage.log.log({ kind: 'churned', bytes: movedBytes });
        movedBytes = 0;
        loggedMs = nowMs;
      }
      const next = count === slices ? resume : () => slice(count + 1);
      this.#clock.schedule(forMs / slices, next);
    };
    slice(1);
    return false;
  }

  #fork(child: ForkedChild): void {
    const childPid = forkDescendant(child, this.#stage);
    if (childPid === undefined) return;
    const { holdsPipes, newSession } = child;
    this.#stage.log.log({ kind: 'forked', childPid, holdsPipes, newSession });
  }

  #spin(forMs: number): void {
    let loggedMs = monotonicMs();
    const endMs = loggedMs + forMs;
    for (let nowMs = loggedMs; nowMs < endMs; nowMs = monotonicMs()) {
      this.#stage.fuse.check();
      if (nowMs - loggedMs < SPIN_LOGGED_MS) continue;
      this.#stage.log.log({ kind: 'computed', forMs: nowMs - loggedMs });
      loggedMs = nowMs;
    }
    this.#stage.log.log({ kind: 'computed', forMs: Math.max(0, monotonicMs() - loggedMs) });
  }

  #answer(share: number): boolean {
    const reply = this.#stage.answer?.();
    if (reply === undefined) return true;
    const text = reply.stdout.slice(0, Math.floor(reply.stdout.length * share));
    this.#stage.speech.write({ op: 'write', stream: 'stdout', text });
    if (reply.stderr !== '')
      this.#stage.speech.write({ op: 'write', stream: 'stderr', text: reply.stderr, level: 'error' });
    return reply.code === 0 ? true : this.#exit(reply.code);
  }

  #exit(code: number): false {
    this.#stage.speech.flush();
    this.#stage.log.log({ kind: 'exiting', code });
    process.exit(code);
  }

  #die(signal: DeadlySignal): false {
    this.#stage.log.log({ kind: 'exiting', signal });
    if (signal !== 'SIGKILL') process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // The signal may reach another thread of this process a moment later.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, DEATH_MS);
    process.exit(128 + NUMBERS[signal]);
  }

  #failToWrite(error: NodeJS.ErrnoException): false {
    if (error.syscall === undefined) throw error;
    const { role, output } = this.#stage;
    const failed = {
      path: role.output ?? '',
      begun: output.sizeBytes > 0,
      code: error.code ?? error.message,
    };
    for (const op of writeFailure(failed)) this.perform(op, () => {});
    return false;
  }
}
