import { cpus, totalmem } from 'node:os';
import { InvalidArgumentError } from 'commander';
import { TraceFile } from '../node/trace-file.js';
import { Redactor } from '../trace/redact.js';
import type { TraceHeader, TraceMachine, TraceRecord } from '../trace/trace.js';
import { UsageError } from './usage-error.js';

export type Labels = Readonly<Record<string, string>>;

/** Collects `--label KEY=VALUE`, which may be repeated. */
export function readLabel(text: string, before: Labels = {}): Labels {
  const [, key, value] = /^([A-Za-z][\w.-]*)=(.+)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new InvalidArgumentError('Write KEY=VALUE, such as storage=nfs.');
  }
  return { ...before, [key]: value };
}

/** The machine in words that tell traces of different machines apart, and nothing that names it. */
export function thisMachine(): TraceMachine {
  const [first] = cpus();
  return {
    platform: `${process.platform}-${process.arch}`,
    cpu: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
  };
}

/** A trace file to record into, with what is private hidden on request. */
export async function openTrace(path: string, redact: boolean): Promise<OpenTrace> {
  const file = await TraceFile.open(path).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the trace cannot be written: ${why}`,
      'Give a file in a folder that you may write to.',
    );
  });
  return traceInto(file, path, redact);
}

/** The same, for whoever cannot wait: a file that cannot be opened is told of when the trace is closed. */
export function openTraceLater(path: string, redact: boolean): OpenTrace {
  return traceInto(TraceFile.openLater(path), path, redact);
}

function traceInto(file: TraceFile, path: string, redact: boolean): OpenTrace {
  const redactor = redact ? new Redactor() : undefined;
  return {
    begin: (header) => file.begin(redactor?.header(header) ?? header),
    record: (record) => file.record(redactor?.record(record) ?? record),
    close: async () => {
      await file.close();
      const { trouble } = file;
      return trouble && `${trouble.refused} records of ${path} were lost: ${trouble.why}`;
    },
  };
}

export interface OpenTrace {
  begin(header: TraceHeader): void;
  record(record: TraceRecord): void;
  /** @returns what went wrong, if anything did */
  close(): Promise<string | undefined>;
}
