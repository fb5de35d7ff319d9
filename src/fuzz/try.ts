import { createSupervisor } from '../supervisor/supervisor.js';
import { playCase } from './play-case.js';
import { randomCase } from './random-case.js';
import { runSeed } from './run-seed.js';

const from = Number(process.argv[2] ?? 0);
const runs = Number(process.argv[3] ?? 1000);
const seed = Number(process.argv[4] ?? 1);
const started = performance.now();
const seen = new Map<string, [number, string][]>();
let simulated = 0;
let events = 0;
for (let i = from; i < from + runs; i++) {
  const t = performance.now();
  const { evidence, violations } = await playCase(
    { name: 'production', create: createSupervisor },
    randomCase(runSeed(seed, i)),
  );
  if (performance.now() - t > 100) {
    console.log('slow', i, (performance.now() - t).toFixed(0), evidence.events.length);
  }
  simulated += evidence.events.at(-1)?.atMs ?? 0;
  events += evidence.events.length;
  for (const { oracle, sentence } of violations) {
    const list = seen.get(oracle) ?? [];
    list.push([i, sentence]);
    seen.set(oracle, list);
  }
}
const took = performance.now() - started;
console.log(
  `${((runs / took) * 1000).toFixed(0)} runs/s, ${(simulated / took).toFixed(0)} x, ${(events / runs).toFixed(0)} events a run`,
);
for (const [oracle, list] of seen) {
  console.log(`== ${oracle} ${list.length}`);
  for (const [i, s] of list.slice(0, Number(process.argv[5] ?? 5))) console.log(`  ${i}: ${s}`);
}
