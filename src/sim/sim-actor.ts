import type { Actor } from '../script/actor.js';
import type { ForkedChild, Op, PoliteSignal, SignalReaction } from '../script/op.js';
import { type Playback, play } from '../script/player.js';
import { HARD_EXIT, PATIENT_SIGNALS, politeExit } from '../script/signal-reaction.js';
import type { Step } from '../script/step.js';
import { writeFailure } from '../script/write-failure.js';
import { SimFileError } from './sim-files.js';
import { SimOutput } from './sim-output.js';
import type { SimPipe } from './sim-pipe.js';
import type { SimProgram } from './sim-process.js';
import { SimSpeech } from './sim-speech.js';
import { SimDeeds, type SimStage } from './sim-stage.js';

const CHURN_SLICES = 20;

/** How often a process that burns CPU says so. */
const SPIN_SLICE_MS = 1_000;

/** Performs a script in simulated time. */
export class SimActor implements Actor, SimProgram {
  readonly #stage: SimStage;
  readonly #deeds: SimDeeds;
  readonly #output: SimOutput;
  readonly #speech: SimSpeech;
  readonly #reactions = new Map<PoliteSignal, SignalReaction>();
  #heard = 0;
  #held: Array<() => void> = [];
  #playback: Playback | undefined;
  #resume: (() => void) | undefined;
  #resumeWhenRunning: () => void = () => {};

  constructor(stage: SimStage, continued: boolean) {
    this.#stage = stage;
    this.#deeds = new SimDeeds(stage);
    this.#output = new SimOutput(stage.world.files, stage.role, continued);
    this.#speech = new SimSpeech(stage, this.#deeds);
    stage.process.program = this;
  }

  play(steps: readonly Step[], prologue: readonly Op[] = []): void {
    for (const op of prologue) this.perform(op, () => {});
    this.#playback = play(steps, this.#stage.media, this);
  }

  perform(op: Op, resume: () => void): boolean {
    const { process, world } = this.#stage;
    if (!process.alive) return false;
    switch (op.op) {
      case 'wait':
        world.clock.world(op.forMs, this.#whenRunning(resume));
        return false;
      case 'append':
        return this.#append(op.bytes);
      case 'write':
        return this.#speech.write(op, this.#whenRunning(resume));
      case 'park':
        return false;
      case 'close':
        this.#speech.close(op.stream);
        return true;
      case 'churn': {
        const next = this.#whenRunning(resume);
        this.#churn(op.bytes / CHURN_SLICES, op.forMs / CHURN_SLICES, CHURN_SLICES, next);
        return false;
      }
      case 'spin':
        return this.#spin(op.forMs, this.#whenRunning(resume));
      case 'freeze':
        this.#deeds.log({ kind: 'froze' });
        process.signal('SIGSTOP');
        this.#held.push(resume);
        return false;
      case 'stuck':
        this.#deeds.log({ kind: 'stuck' });
        process.uninterruptible = true;
        this.#held.push(resume);
        if (op.forMs !== undefined) world.clock.world(op.forMs, () => process.interruptible());
        return false;
      case 'answer':
        return this.#answer(op.share, this.#whenRunning(resume));
      default:
        return this.#performAtOnce(op);
    }
  }

  #failToWrite(error: unknown): false {
    if (!(error instanceof SimFileError)) throw error;
    const path = this.#stage.role.output ?? '';
    const failed = { path, begun: this.#output.sizeBytes > 0, code: error.code };
    for (const op of writeFailure(failed)) this.perform(op, () => {});
    return false;
  }

  onPoliteSignal(name: PoliteSignal): boolean {
    const reaction = this.#reactions.get(name);
    if (reaction === undefined) return false;
    this.#deeds.log({ kind: 'signalled', signal: name });
    if (reaction.kind === 'ignore') return true;
    this.#heard++;
    if (this.#heard === 1) this.#playback?.divert(politeExit(this.#stage.media, reaction));
    else if (this.#heard > PATIENT_SIGNALS) this.#playback?.divert(HARD_EXIT);
    return true;
  }

  onDeath(): void {
    this.#held = [];
  }

  onContinue(): void {
    for (const resume of this.#held.splice(0)) resume();
  }

  #performAtOnce(
    op: Extract<Op, { op: 'finish' | 'erase' | 'exit' | 'die' | 'trap' | 'fork' | 'allocate' }>,
  ): boolean {
    const { process, world } = this.#stage;
    switch (op.op) {
      case 'finish':
        return this.#finish(op);
      case 'erase':
        this.#output.erase(op.leaves);
        this.#deeds.output(0, false);
        return true;
      case 'exit':
        this.#deeds.log({ kind: 'exiting', code: op.code });
        process.end({ code: op.code });
        return false;
      case 'die':
        this.#deeds.log({ kind: 'exiting', signal: op.signal });
        process.end({ signal: op.signal });
        return false;
      case 'trap':
        for (const signal of op.signals) this.#reactions.set(signal, op.reaction);
        return true;
      case 'fork':
        this.#fork(
          op.child,
          world.processes.create(process, this.#handedDown(op.child), () => {}),
        );
        return true;
      case 'allocate':
        return true;
    }
  }

  #append(bytes: number): boolean {
    try {
      this.#output.append(bytes);
    } catch (error) {
      return this.#failToWrite(error);
    }
    this.#stage.process.writtenBytes += bytes;
    this.#deeds.output(this.#output.sizeBytes, false);
    return true;
  }

  #finish({ durationMs, lose }: Extract<Op, { op: 'finish' }>): boolean {
    try {
      this.#output.finish(durationMs, lose);
    } catch (error) {
      return this.#failToWrite(error);
    }
    this.#deeds.output(this.#output.sizeBytes, true);
    return true;
  }

  #churn(sliceBytes: number, sliceMs: number, slices: number, resume: () => void): void {
    const { process, world } = this.#stage;
    process.readBytes += sliceBytes;
    process.writtenBytes += sliceBytes;
    this.#deeds.log({ kind: 'churned', bytes: sliceBytes });
    const next = slices === 1 ? resume : () => this.#churn(sliceBytes, sliceMs, slices - 1, resume);
    world.clock.world(sliceMs, slices === 1 ? next : this.#whenRunning(next));
  }

  #spin(forMs: number | undefined, resume: () => void): boolean {
    const { process, world } = this.#stage;
    process.startSpinning(world.clock.now());
    const slice = (leftMs: number): void => {
      const sliceMs = Math.min(leftMs, SPIN_SLICE_MS);
      world.clock.world(sliceMs, () => {
        if (!process.alive) return;
        this.#deeds.log({ kind: 'computed', forMs: sliceMs });
        if (leftMs > sliceMs) {
          slice(leftMs - sliceMs);
          return;
        }
        process.stopSpinning(world.clock.now());
        resume();
      });
    };
    slice(forMs ?? Number.POSITIVE_INFINITY);
    return false;
  }

  #answer(share: number, resume: () => void): boolean {
    const reply = this.#stage.answer?.();
    if (reply === undefined) return true;
    const stdout = reply.stdout.slice(0, Math.floor(reply.stdout.length * share));
    const end = (): boolean => {
      if (reply.stderr !== '') {
        this.#speech.write({ op: 'write', stream: 'stderr', text: reply.stderr, level: 'error' }, () => {});
      }
      return reply.code === 0 ? true : this.perform({ op: 'exit', code: reply.code }, resume);
    };
    const left = this.#speech.write({ op: 'write', stream: 'stdout', text: stdout }, () => {
      if (end()) resume();
    });
    return left && end();
  }

  #handedDown(child: ForkedChild): readonly SimPipe[] {
    const { pipes } = this.#stage;
    return child.holdsPipes && pipes !== undefined ? [pipes.stdout, pipes.stderr] : [];
  }

  #fork(child: ForkedChild, process: SimStage['process']): void {
    const { holdsPipes, newSession, steps } = child;
    this.#deeds.log({ kind: 'forked', childPid: process.pid, holdsPipes, newSession });
    const { answer: _, pipes, ...inherited } = this.#stage;
    const stage: SimStage = {
      ...inherited,
      process,
      pipes: holdsPipes ? pipes : undefined,
      media: { ...this.#stage.media },
    };
    this.#stage.world.clock.world(0, () => {
      if (process.alive) new SimActor(stage, true).play(steps);
    });
  }

  /** A stopped process goes on only when it is continued; a dead one never. One for all operations of a script. */
  #whenRunning(resume: () => void): () => void {
    if (resume !== this.#resume) this.#resumeWhenRunning = this.#guarded(resume);
    this.#resume = resume;
    return this.#resumeWhenRunning;
  }

  #guarded(resume: () => void): () => void {
    const { process } = this.#stage;
    return () => {
      if (!process.alive) return;
      if (process.held) this.#held.push(resume);
      else resume();
    };
  }
}
