import { lastLine } from '../script/last-line.js';
import { isPrinted, markLevel } from '../script/log-level.js';
import type { OutputStream, WriteOp } from '../script/op.js';
import type { SimPipe } from './sim-pipe.js';
import type { SimDeeds, SimStage } from './sim-stage.js';

/** What a simulated process says, into the pipes that it holds. */
export class SimSpeech {
  readonly #stage: SimStage;
  readonly #deeds: SimDeeds;
  /** What is written there afterwards goes nowhere. */
  readonly #closed: Record<OutputStream, boolean> = { stdout: false, stderr: false };

  constructor(stage: SimStage, deeds: SimDeeds) {
    this.#stage = stage;
    this.#deeds = deeds;
  }

  /** @returns false when the pipe is full; `resume` is called once all of it has left */
  write(op: WriteOp, resume: () => void): boolean {
    const { role, pipes } = this.#stage;
    // It reaches nobody, so it is no deed.
    if (this.#closed[op.stream]) return true;
    if (op.level !== undefined && !isPrinted(op.level, role.logLevel)) return true;
    const bytes = op.bytes ?? this.#encoded(op);
    const pipe = pipes?.[op.stream];
    if (pipe !== undefined && !pipe.hasRoom(bytes.length)) return this.#writeSlowly(op, bytes, pipe, resume);
    pipe?.write(bytes, resume);
    this.#tell(op, bytes.length);
    return true;
  }

  #writeSlowly(op: WriteOp, bytes: Uint8Array, pipe: SimPipe, resume: () => void): boolean {
    return pipe.write(bytes, () => {
      this.#tell(op, bytes.length);
      resume();
    });
  }

  #encoded(op: WriteOp): Uint8Array {
    return Buffer.from(this.#said(op), op.binary ? 'latin1' : 'utf8');
  }

  /** With the mark of its level, where that was asked for. */
  #said({ stream, text, level }: WriteOp): string {
    const marked = stream === 'stderr' && level !== undefined && this.#stage.role.logLevel.marked;
    return marked ? markLevel(text, level) : text;
  }

  close(stream: OutputStream): void {
    const pipe = this.#stage.pipes?.[stream];
    this.#closed[stream] = true;
    if (pipe !== undefined) this.#stage.process.closePipe(pipe);
  }

  #tell(op: WriteOp, bytes: number): void {
    this.#stage.process.writtenBytes += bytes;
    if (op.blocks !== undefined) {
      for (const block of op.blocks) this.#deeds.progress(block);
      return;
    }
    const line = op.stream === 'stderr' ? lastLine(this.#said(op)) : undefined;
    const last = line !== undefined && { lastLine: line };
    this.#deeds.log({ kind: 'wrote', stream: op.stream, bytes, ...last });
  }
}
