import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';

const run = promisify(execFile);

export type Database = 'sqlite' | 'postgres';
export type Role = 'viewer' | 'editor' | 'publisher' | 'admin';

/** A running server with an empty database of its own: the real binary, started and stopped. */
export class Podarok {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly process: ChildProcess,
    private readonly dropDatabase: () => Promise<void>,
    private readonly log: string[],
  ) {}

  static async start(database: Database): Promise<Podarok> {
    const folder = await mkdtemp(join(tmpdir(), 'podarok-e2e-'));
    const { databaseUrl, dropDatabase } = await makeDatabase(database, folder);
    const port = await freePort();
    const env = {
      ...process.env,
      PODAROK_DATABASE_URL: databaseUrl,
      PODAROK_LISTEN: `127.0.0.1:${port}`,
    };
    const log: string[] = [];
    const child = spawn(binary(), ['serve'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data) => log.push(String(data)));
    child.stderr.on('data', (data) => log.push(String(data)));
    const podarok = new Podarok(`http://127.0.0.1:${port}`, folder, env, child, dropDatabase, log);
    await podarok.ready();
    return podarok;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise((resolve) => this.process.once('exit', resolve));
      this.process.kill('SIGTERM');
      await ended;
    }
    await this.dropDatabase();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A command of the binary, beside the running server; what it prints. */
  async command(...args: string[]): Promise<string> {
    const { stdout } = await run(binary(), args, { cwd: this.folder, env: this.env });
    return stdout.trim();
  }

  /** A new member of staff. */
  async addUser(name: string, role: Role): Promise<{ name: string; password: string }> {
    return { name, password: await this.command('user', 'add', name, '--role', role) };
  }

  /** A key of IMSHOP's; the server opens to it within a second or two. */
  async webhookKey(): Promise<string> {
    return this.command('key', 'add', 'imshop', '--for', 'webhook');
  }

  async importDocument(document: object): Promise<void> {
    const file = join(this.folder, `${randomBytes(4).toString('hex')}.json`);
    await writeFile(file, JSON.stringify({ podarok: 1, ...document }));
    await this.command('import', file);
  }

  /** Asks a webhook, as IMSHOP does. */
  async webhook(kind: 'basket' | 'personal-offers', key: string, body: object): Promise<any> {
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(`${this.url}/webhooks/imshop/${kind}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      // A key that was added beside the running server counts a moment later.
      if (response.status === 401 && attempt < 30) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      if (response.status !== 200) throw new Error(`${kind}: ${response.status} ${await response.text()}`);
      return response.json();
    }
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 300; attempt++) {
      if (this.process.exitCode !== null) break;
      const ready = await fetch(`${this.url}/readyz`).then((response) => response.ok, () => false);
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`The server did not start:\n${this.log.join('')}`);
  }
}

function binary(): string {
  const binary = process.env.PODAROK_BIN;
  if (!binary) throw new Error('PODAROK_BIN is not set: run `cargo xtask test e2e`');
  return binary;
}

async function makeDatabase(database: Database, folder: string) {
  if (database === 'sqlite') {
    return { databaseUrl: `sqlite://${join(folder, 'podarok.db')}`, dropDatabase: async () => {} };
  }
  const server = process.env.PODAROK_TEST_POSTGRES_URL;
  if (!server) throw new Error('PODAROK_TEST_POSTGRES_URL is not set: run `cargo xtask test e2e`');
  const name = `podarok_e2e_${randomBytes(6).toString('hex')}`;
  await query(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { databaseUrl: url.href, dropDatabase: () => query(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function query(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
