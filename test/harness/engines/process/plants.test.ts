import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOnProcesses } from '../../../../src/harness/engines/process/run-on-processes.js';
import { whyNoSmallDisk } from '../../../../src/harness/engines/process/small-disk.js';
import type { Evidence } from '../../../../src/harness/evidence.js';
import { harnessEvents } from '../../../../src/harness/readings/moments.js';
import type { Subject } from '../../../../src/harness/subject.js';
import { readScenario } from '../../../../src/scenario/load.js';
import { type BuiltFakes, buildFakes } from '../../build-fakes.js';

let fakes: BuiltFakes;
beforeAll(async () => {
  fakes = await buildFakes();
});
afterAll(() => fakes.remove());

/** A subject of a line of shell: `$0` is ffmpeg, `$1` the input, `$2` the output. */
function shell(script: string, inputs = '{input}'): Subject {
  return {
    folder: tmpdir(),
    manifest: {
      name: 'shell',
      title: 'A line of shell',
      command: ['sh', '-c', script, '{ffmpeg}', inputs, '{output}'],
      jobs: 'single',
      exit: { '0': 'published' },
      artefacts: { lock: '{output}.lock', errorLog: '{output}.err.log' },
    },
  };
}

async function run(subject: Subject, body: string): Promise<Evidence> {
  const head =
    'title: t\nwhy: w\nfrom: [test]\ncatches: [settles]\nspeed: 100\nexpect: { outcome: published }\n';
  const scenario = readScenario(head + body, { file: 'test.yaml', id: 'test' });
  return (await runOnProcesses(scenario, subject, { fakesFolder: fakes.folder, cli: 'unused' })).evidence;
}

const changed = (evidence: Evidence): string[] =>
  harnessEvents(evidence, 'bystander-changed').map(({ at }) => at);

describe('what is planted on disk', () => {
  const LINKS =
    'machine: [{ plant: { at: output, as: symlink } }, { plant: { at: error-log, as: symlink } }]\n';

  it('tells a file that was written through its link from one that took its place', async () => {
    expect(changed(await run(shell('echo film > "$2"'), LINKS))).toEqual(['output']);
    expect(changed(await run(shell('echo film > "$2.part"; mv "$2.part" "$2"'), LINKS))).toEqual([]);
    expect(changed(await run(shell('echo x >> "$2.err.log"'), LINKS))).toEqual(['error-log']);
  });

  it('is not taken for what the subject left', async () => {
    const [job] = (await run(shell(':'), 'machine: [{ lock: reused-pid }]\n')).jobs;
    expect(job?.lock).toBe(false);
    const [other] = (await run(shell('echo mine > "$2.lock"'), 'machine: [{ lock: dead }]\n')).jobs;
    expect(other?.lock).toBe(true);
  });
});

const FFMPEG = '"$0" -y -nostdin -progress pipe:1 -i "$1" -c:v copy -f mp4 "$2" >/dev/null 2>&1';

describe("the outputs' folder", () => {
  it('can be taken away while ffmpeg writes', async () => {
    const body = 'ffmpeg: { default: [{ wait: 100s }, complete] }\nmachine: [{ remove-folder: 50s }]\n';
    const evidence = await run(shell(`${FFMPEG}; [ ! -e "\${2%/*}" ]`), body);
    expect(harnessEvents(evidence, 'machine').map(({ action }) => action)).toEqual(['remove-folder']);
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'published' }]);
    expect(evidence.jobs[0]?.published).toEqual({ state: 'none' });
  });

  it.skipIf(whyNoSmallDisk() !== undefined)('can be a disk that fills up, and has room again', async () => {
    const body =
      'ffmpeg: { default: [{ write: 1MiB }, { wait: 100s }, { exit: 0 }] }\nmachine: [{ fill-disk: 50s }]\n';
    const script = `${FFMPEG}; ! head -c 64K /dev/zero > "$2.more" && rm "$2" "$2.more" && echo y > "$2"`;
    const evidence = await run(shell(script), body);
    expect(harnessEvents(evidence, 'machine').map(({ action }) => action)).toEqual(['fill-disk']);
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'published' }]);
    expect(evidence.jobs[0]?.published).toMatchObject({ state: 'broken', bytes: 2 });
  });
});

describe('a recording in parts', () => {
  it('is given as several arguments, each of its size', async () => {
    const subject = shell('shift 0; [ $# = 4 ] && [ "$(cat "$1" "$2" "$3" | wc -c)" = 3000000 ]', '{inputs}');
    const evidence = await run(subject, 'recording: { parts: 3, size: 3MB, name: "-a b.ts" }\n');
    expect(harnessEvents(evidence, 'job-settled')).toMatchObject([{ outcome: 'published' }]);
  });
});
