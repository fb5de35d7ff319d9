import type { Evidence, JobEvidence } from '../evidence.js';
import { harnessEvents, submittedAtMs } from '../readings/moments.js';
import type { Scale } from './scale.js';
import type { Lane, Mark, Span } from './timeline.js';

/** What the job holds, and what it leaves: a row each for slot, lock and files, where there is something to show. */
export function holdingLanes(evidence: Evidence, job: JobEvidence, scale: Scale): Lane[] {
  return [slotLane(evidence, job, scale), ...fileLanes(evidence, job, scale)].filter(
    ({ spans, marks }) => spans.length + marks.length > 0,
  );
}

/** By the subject's own account: nobody else sees a slot. */
function slotLane(evidence: Evidence, { id }: JobEvidence, scale: Scale): Lane {
  const only = evidence.jobs.length === 1;
  const spans: Span[] = [];
  const marks: Mark[] = [];
  let waitsSinceMs = submittedAtMs(evidence, id);
  let heldSinceMs: number | undefined;
  for (const entry of evidence.events) {
    if (entry.from !== 'subject' || !(only || entry.event.jobId === id)) continue;
    if (entry.event.event === 'slot-taken') {
      const waited = entry.event.waitedMs > 0 && waitsSinceMs !== undefined;
      if (waited) spans.push(scale.span('waiting', waitsSinceMs ?? entry.atMs, entry.atMs));
      waitsSinceMs = undefined;
      heldSinceMs = entry.atMs;
    }
    if (entry.event.event === 'slot-released' && heldSinceMs !== undefined) {
      spans.push(scale.span('held', heldSinceMs, entry.atMs));
      marks.push({ kind: 'released', atMs: scale.at(entry.atMs), text: 'slot released' });
      heldSinceMs = undefined;
    }
  }
  if (heldSinceMs !== undefined) {
    spans.push(scale.span('held', heldSinceMs, scale.endMs));
    marks.push({ kind: 'trouble', atMs: scale.at(scale.endMs), text: 'slot never given back' });
  }
  return { kind: 'slot', name: 'slot', job: id, spans, marks };
}

interface Stay {
  readonly name: string;
  readonly fromMs: number;
  readonly toMs: number | undefined;
}

/** By what was seen in the outputs' folder. */
function fileLanes(
  evidence: Evidence,
  { id, output, lock: isLeft, temps }: JobEvidence,
  scale: Scale,
): Lane[] {
  const stays = staysOf(evidence, output);
  const lockName = `${output}.lock`;
  const locks = stays.filter(({ name }) => name === lockName);
  const others = stays.filter(
    ({ name }) => name !== lockName && name !== output && !isArtefact(name, output),
  );
  const born = ({ name, fromMs }: Stay): Mark => {
    const atMs = scale.at(fromMs);
    if (name === output) return { kind: 'published', atMs, text: 'the film was published' };
    return { kind: 'artefact', atMs, text: `wrote ${name.slice(output.length)}` };
  };
  const asSpan = (kind: Span['kind']) => (stay: Stay) =>
    scale.span(kind, stay.fromMs, stay.toMs ?? scale.endMs);
  const left = ({ name }: Stay): Mark => ({
    kind: 'trouble',
    atMs: scale.at(scale.endMs),
    text: `left behind: ${name}`,
  });
  // A lock that the scenario put there may have to stay.
  const released = locks.flatMap((lock): Mark[] => {
    if (lock.toMs === undefined) return isLeft ? [left(lock)] : [];
    return [{ kind: 'released', atMs: scale.at(lock.toMs), text: 'lock released' }];
  });
  const litter = others.filter(({ name, toMs }) => toMs === undefined && temps.includes(name)).map(left);
  const lasting = stays.filter(({ name }) => name === output || isArtefact(name, output)).map(born);
  return [
    { kind: 'lock', name: 'lock', job: id, spans: locks.map(asSpan('held')), marks: released },
    {
      kind: 'files',
      name: 'files',
      job: id,
      spans: others.map(asSpan('temp')),
      marks: [...lasting, ...litter],
    },
  ];
}

function staysOf(evidence: Evidence, output: string): Stay[] {
  const vanished = harnessEvents(evidence, 'file-vanished');
  return harnessEvents(evidence, 'file-appeared')
    .filter(({ name }) => name.startsWith(output))
    .map(({ name, atMs }) => ({
      name,
      fromMs: atMs,
      toMs: vanished.find((event) => event.name === name && event.atMs >= atMs)?.atMs,
    }));
}

function isArtefact(name: string, output: string): boolean {
  return /^\.(?:err\.log|meta\.json)$/.test(name.slice(output.length));
}
