import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunLogStore } from '../engine/ports.ts';
import { TuteeError } from '#shared/errors.ts';

/** Longer ids are shortened, with a digest, since a file system has a limit. */
const LONGEST_NAME = 150;
const LINE_END = 0x0a;

/**
 * Stores each run as a file of JSON lines in a folder. A line is on disk when `append` resolves; half a line at the end, which a kill can leave,
 * was never acknowledged and is dropped. One process at a time may write to a run.
 */
export class FileRunLogStore implements RunLogStore {
  readonly #folder: string;
  /** Writes to a run wait for the one before. */
  readonly #queues = new Map<string, Promise<unknown>>();
  /** Files whose end was checked. */
  readonly #whole = new Set<string>();

  /** @param folder is created with the first run. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async append(runId: string, entry: object): Promise<void> {
    await this.#inTurn(runId, async (path) => {
      await mkdir(this.#folder, { recursive: true });
      const file = await open(path, 'a+', 0o600);
      try {
        if (!this.#whole.has(path)) {
          const content = await file.readFile();
          await file.truncate(content.lastIndexOf(LINE_END) + 1);
          this.#whole.add(path);
        }
        await file.appendFile(`${JSON.stringify(entry)}\n`);
        await file.datasync();
      } catch (thrown) {
        // What was written of the line is dropped with the next one.
        this.#whole.delete(path);
        throw thrown;
      } finally {
        await file.close();
      }
    });
  }

  async read(runId: string): Promise<unknown[]> {
    return await this.#inTurn(runId, async (path) => {
      const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return Buffer.alloc(0);
        throw error;
      });
      const whole = content.subarray(0, content.lastIndexOf(LINE_END) + 1).toString();
      return whole
        .split('\n')
        .slice(0, -1)
        .map((line, at) => parsed(line, path, at));
    });
  }

  async replace(runId: string, entries: readonly object[]): Promise<void> {
    await this.#inTurn(runId, async (path) => {
      if (entries.length === 0) {
        await rm(path, { force: true });
        return;
      }
      await mkdir(this.#folder, { recursive: true });
      const draft = `${path}.new`;
      const file = await open(draft, 'w', 0o600);
      try {
        await file.writeFile(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    });
  }

  async #inTurn<Result>(runId: string, work: (path: string) => Promise<Result>): Promise<Result> {
    const path = join(this.#folder, `${fileName(runId)}.jsonl`);
    const before = this.#queues.get(path) ?? Promise.resolve();
    const mine = before.then(() => work(path));
    const settled = mine.catch(() => undefined);
    this.#queues.set(path, settled);
    try {
      return await mine;
    } finally {
      if (this.#queues.get(path) === settled) this.#queues.delete(path);
    }
  }
}

/** No two ids share a name, also where names ignore case. */
function fileName(runId: string): string {
  const safe = encodeURIComponent(runId).replaceAll('*', '%2A');
  if (safe === safe.toLowerCase() && safe.length <= LONGEST_NAME && !safe.startsWith('.')) return safe;
  const digest = createHash('sha256').update(runId).digest('hex').slice(0, 16);
  return `${safe.toLowerCase().slice(0, LONGEST_NAME).replaceAll(/^\.+/gu, '_')}-${digest}`;
}

function parsed(line: string, path: string, at: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new TuteeError('invalid_input', `${path} is damaged: line ${at + 1} is not JSON.`, { cause });
  }
}
