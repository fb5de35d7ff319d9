import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';

export const HAS_PROMETHEUS = spawnSync('prometheus', ['--version']).status === 0;

/** One series of an answer: what tells it from the others, and its value. */
export type Vector = Readonly<Record<string, number>>;

interface Sample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [atSeconds: number, value: string];
}

export interface RuleState {
  readonly name: string;
  readonly query: string;
  readonly state: string;
  readonly health: string;
}

/** The same for all series of one worker. */
const NO_NEWS = new Set(['__name__', 'job', 'instance']);

/** A real Prometheus that scrapes one target, several times a second. */
export class PrometheusServer {
  readonly #url: string;
  readonly #process: ChildProcess;

  private constructor(url: string, process: ChildProcess) {
    this.#url = url;
    this.#process = process;
  }

  /** @param folder where it may keep what it likes */
  static async start(folder: string, target: string, rules: string): Promise<PrometheusServer> {
    const config = join(folder, 'prometheus.yaml');
    writeFileSync(
      config,
      stringify({
        global: { scrape_interval: '250ms', scrape_timeout: '250ms', evaluation_interval: '500ms' },
        rule_files: [rules],
        scrape_configs: [{ job_name: 'stallproof', static_configs: [{ targets: [target] }] }],
      }),
    );
    const address = `127.0.0.1:${await freePort()}`;
    const process = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'tsdb')}`,
        `--web.listen-address=${address}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
    const server = new PrometheusServer(`http://${address}`, process);
    await until(async () => (await fetch(`http://${address}/-/ready`).catch(() => undefined))?.ok === true);
    return server;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    if (this.#process.exitCode !== null) return;
    this.#process.kill('SIGTERM');
    const kill = setTimeout(() => this.#process.kill('SIGKILL'), 5_000);
    await ended;
    clearTimeout(kill);
  }

  /** What is true now. Series that are no number are left out: a quantile of nothing is none. */
  async query(expression: string): Promise<Vector> {
    const { result } = await this.#get<{ result: Sample[] }>('query', { query: expression });
    const entries = result.map(({ metric, value }): [string, number] => {
      const labels = Object.entries(metric).filter(([name]) => !NO_NEWS.has(name));
      return [labels.map(([, label]) => label).join(' '), Number(value[1])];
    });
    return Object.fromEntries(entries.filter(([, value]) => Number.isFinite(value)));
  }

  async rules(): Promise<readonly RuleState[]> {
    const { groups } = await this.#get<{ groups: { rules: RuleState[] }[] }>('rules', {});
    return groups.flatMap(({ rules }) => rules);
  }

  async #get<T>(what: string, parameters: Readonly<Record<string, string>>): Promise<T> {
    const response = await fetch(`${this.#url}/api/v1/${what}?${new URLSearchParams(parameters)}`);
    const answer = (await response.json()) as { status: string; data: T; error?: string };
    if (answer.status !== 'success')
      throw new Error(`${what} ${JSON.stringify(parameters)}: ${answer.error}`);
    return answer.data;
  }
}

/** Waits for what a loaded machine may be slow with. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error('it did not come about within 40 s');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
