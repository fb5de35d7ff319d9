import { createSupervisor } from '../supervisor/supervisor.js';
import { playCase } from './play-case.js';
import { randomCase } from './random-case.js';
import { runSeed } from './run-seed.js';

const index = Number(process.argv[2]);
const c = randomCase(runSeed(Number(process.argv[3] ?? 1), index));
const { scenario, surroundings } = c;
console.log(
  JSON.stringify({ watch: scenario.watch, slots: scenario.slots, machine: scenario.machine, surroundings }),
);
for (const j of scenario.jobs) {
  console.log(j.id, j.outputName, j.submitAfterMs, JSON.stringify(j.recording));
  for (const [r, s] of Object.entries({
    ...j.ffmpeg,
    probe: j.ffprobe ?? [],
    probeOut: j.ffprobeOutput ?? [],
  }))
    console.log('   ', r, JSON.stringify(s));
}
const { evidence, violations } = await playCase({ name: 'p', create: createSupervisor }, c);
for (const { atMs, from, event } of evidence.events) {
  if (
    ['silent', 'wrote', 'churned'].includes(
      (event as { event?: string }).event ?? (event as { kind: string }).kind,
    )
  )
    continue;
  if (JSON.stringify(event).includes('calm-') && !process.argv[4]) continue;
  const e = event as unknown as Record<string, unknown>;
  const {
    atMs: _a,
    v: _v,
    time: _t,
    recordingId: _r,
    args: _g,
    command: _c,
    tool,
    job,
    jobId,
    invocation,
    pid,
    ...rest
  } = e;
  console.log(
    atMs.toFixed(2).padStart(12),
    from.padEnd(8),
    String(job ?? jobId ?? ''),
    tool ?? '',
    invocation ?? '',
    pid ?? '',
    JSON.stringify(rest).slice(0, 230),
  );
}
console.log(
  JSON.stringify(
    evidence.jobs.map((j) => ({ ...j, errorLog: j.errorLog?.slice(0, 60), meta: j.meta?.slice(0, 20) })),
  ),
);
for (const v of violations) console.log(v.oracle, v.sentence);
