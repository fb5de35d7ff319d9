import type { ChildSink, ExitStatus } from '../../src/host/processes.js';

/** Writes down what a child does, in order. */
export class RecordingSink implements ChildSink {
  readonly order: ('stdout' | 'stderr' | 'exit' | 'close')[] = [];
  stdout = '';
  stderr = '';
  status: ExitStatus | undefined;

  onStdout(bytes: Uint8Array): void {
    this.order.push('stdout');
    this.stdout += Buffer.from(bytes).toString();
  }

  onStderr(bytes: Uint8Array): void {
    this.order.push('stderr');
    this.stderr += Buffer.from(bytes).toString();
  }

  onExit(status: ExitStatus): void {
    this.order.push('exit');
    this.status = status;
  }

  onClose(): void {
    this.order.push('close');
  }

  get exited(): boolean {
    return this.order.includes('exit');
  }

  get closed(): boolean {
    return this.order.includes('close');
  }
}
