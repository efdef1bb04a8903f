import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands.ts';
import type { AnyEvent } from '#shared/contract/events.ts';
import type { Result } from '#shared/result.ts';
import { childEntry } from '../support/bundles.ts';

const entry =
  process.env['VITEST'] === undefined
    ? fileURLToPath(new URL('tutee-child.ts', import.meta.url))
    : childEntry('tutee');

/** What became of a command: it was answered, or the process was killed before that. */
export type Outcome<Name extends CommandName> = Result<CommandOutput<Name>> | 'killed';

type Line = { ready: true } | { event: AnyEvent } | { id: number; result: Result<unknown> };

/** Tutee in a process that can be killed at any moment. */
export class StormProcess {
  /** False: it ended before it could be used. */
  readonly ready: Promise<boolean>;
  readonly ended: Promise<void>;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #waiting = new Map<number, (outcome: Result<unknown> | 'killed') => void>();
  readonly #listeners = new Set<(event: AnyEvent | null) => void>();
  readonly #errors: string[] = [];
  #lastId = 0;
  #hasEnded = false;

  constructor(dataDir: string, script: string) {
    this.#child = spawn(process.execPath, [entry, dataDir, script], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.on('data', (part: Buffer) => this.#errors.push(part.toString()));
    const lines = createInterface({ input: this.#child.stdout });
    this.ready = new Promise((resolve) => {
      lines.on('line', (line) => {
        const said = parsed(line);
        if (said !== null && 'ready' in said) resolve(true);
        else if (said !== null) this.#hear(said);
      });
      lines.on('close', () => {
        resolve(false);
        this.#end();
      });
    });
    this.ended = new Promise((resolve) => this.#child.once('close', () => resolve()));
  }

  /** What it wrote to stderr: why it ended by itself. */
  get errors(): string {
    return this.#errors.join('');
  }

  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Outcome<Name>> {
    if (this.#hasEnded) return Promise.resolve('killed');
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, (outcome) => resolve(outcome as Outcome<Name>));
      this.#child.stdin.write(`${JSON.stringify({ id, name, input })}\n`);
    });
  }

  /** Resolves with the first event that passes from now on; null when the process ends before it. */
  event(passes: (event: AnyEvent) => boolean): Promise<AnyEvent | null> {
    return new Promise((resolve) => {
      if (this.#hasEnded) resolve(null);
      const listener = (event: AnyEvent | null) => {
        if (event !== null && !passes(event)) return;
        this.#listeners.delete(listener);
        resolve(event);
      };
      this.#listeners.add(listener);
    });
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  /** Ends it in order. */
  async close(): Promise<void> {
    this.#child.stdin.end();
    await this.ended;
  }

  #hear(said: Exclude<Line, { ready: true }>): void {
    if ('event' in said) {
      for (const listener of this.#listeners) listener(said.event);
      return;
    }
    this.#waiting.get(said.id)?.(said.result);
    this.#waiting.delete(said.id);
  }

  #end(): void {
    this.#hasEnded = true;
    for (const resolve of this.#waiting.values()) resolve('killed');
    this.#waiting.clear();
    for (const listener of this.#listeners) listener(null);
  }
}

/** The last line of a process that was killed can be cut off. */
function parsed(line: string): Line | null {
  try {
    return JSON.parse(line) as Line;
  } catch {
    return null;
  }
}
