import { lastLine } from '../script/last-line.js';
import { isPrinted, markLevel } from '../script/log-level.js';
import type { OutputStream, WriteOp } from '../script/op.js';
import { logDeed, type SimStage } from './sim-stage.js';

/** What a simulated process says, into the pipes that it holds. */
export class SimSpeech {
  readonly #stage: SimStage;
  /** What is written there afterwards goes nowhere. */
  readonly #closed = new Set<OutputStream>();

  constructor(stage: SimStage) {
    this.#stage = stage;
  }

  /** @returns false when the pipe is full; `resume` is called once all of it has left */
  write(op: WriteOp, resume: () => void): boolean {
    const { role, pipes } = this.#stage;
    // It reaches nobody, so it is no deed.
    if (this.#closed.has(op.stream)) return true;
    if (op.level !== undefined && !isPrinted(op.level, role.logLevel)) return true;
    const marked = op.stream === 'stderr' && op.level !== undefined && role.logLevel.marked;
    const text = marked && op.level !== undefined ? markLevel(op.text, op.level) : op.text;
    const bytes = Buffer.from(text, op.binary ? 'latin1' : 'utf8');
    const pipe = pipes?.[op.stream];
    const done = pipe?.write(bytes, () => {
      this.#tell(op, text, bytes.length);
      resume();
    });
    if (done === false) return false;
    this.#tell(op, text, bytes.length);
    return true;
  }

  close(stream: OutputStream): void {
    const pipe = this.#stage.pipes?.[stream];
    this.#closed.add(stream);
    if (pipe !== undefined) this.#stage.process.closePipe(pipe);
  }

  #tell({ stream, blocks }: WriteOp, text: string, bytes: number): void {
    this.#stage.process.writtenBytes += bytes;
    if (blocks === undefined) {
      const line = stream === 'stderr' ? lastLine(text) : undefined;
      const last = line !== undefined && { lastLine: line };
      logDeed(this.#stage, { kind: 'wrote', stream, bytes, ...last });
    }
    for (const { outTimeUs, totalSizeBytes, end } of blocks ?? []) {
      const values = {
        ...(outTimeUs !== undefined && { outTimeUs }),
        ...(totalSizeBytes !== undefined && { totalSizeBytes }),
      };
      logDeed(this.#stage, { kind: 'progress', ...values, end });
    }
  }
}
