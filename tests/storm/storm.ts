/**
 * The storm: Tutee in a process of its own is given every command of the contract, killed without warning at random moments
 * (while it starts, migrates, works, makes a backup, restores), and started again on the same folder. What it acknowledged
 * must be there, what it did not must be whole or absent, the file must be whole, and it must start.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import {
  conversationId,
  earlierFacts,
  makeEarlierDatabase,
  messageId,
} from '../support/store/earlier-database.ts';
import { observe } from './observe.ts';
import { operations } from './operations.ts';
import { Random } from './random.ts';
import { StormProcess } from './storm-process.ts';
import { World } from './world.ts';

export interface StormOptions {
  readonly seed: number;
  /** It ends after so many kills … */
  readonly kills: number;
  /** … or so many ms. */
  readonly ms: number;
  /** After so many kills another folder is begun, every second one with a database of an earlier version; default: 25. */
  readonly killsOfFolder?: number;
  readonly tell?: (line: string) => void;
}

export interface StormReport {
  readonly kills: number;
  /** Of those, before the process was ready. */
  readonly killsAtStart: number;
  readonly starts: number;
  readonly commands: number;
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

/** A start that is slower than this, in ms, has not come to its end by itself. */
const slowestStart = 120_000;

const script: ScriptInput = [
  { when: { responseSchema: true }, json: { memories: [] } },
  { reply: 'So it is, in any weather.', chunkCharacters: 5, delayMs: 2 },
];

const names = Object.keys(operations) as (keyof typeof operations)[];
/** What takes longest, and is killed most often in the middle. */
const heavy = [
  'backups.make',
  'backups.restore',
  'imports.apply',
  'imports.undo',
  'memories.purge',
  'chat.send',
] as const;

export class Storm {
  readonly #options: StormOptions;
  readonly #random: Random;
  readonly #folder = mkdtempSync(join(tmpdir(), 'tutee-storm-'));
  readonly #faults: string[] = [];
  #startTime = 1_500;
  #kills = 0;
  #killsAtStart = 0;
  #starts = 0;
  #commands = 0;
  #acknowledged = 0;

  constructor(options: StormOptions) {
    this.#options = options;
    this.#random = new Random(options.seed);
  }

  async run(): Promise<StormReport> {
    const scriptPath = this.#writeScript();
    const until = Date.now() + this.#options.ms;
    const isOver = () => this.#kills >= this.#options.kills || Date.now() >= until || this.#faults.length > 0;
    for (let folder = 0; !isOver(); folder += 1) {
      const dataDir = join(this.#folder, String(folder));
      await this.#live(dataDir, scriptPath, folder % 2 === 1, isOver);
      // What failed is kept to be looked at.
      if (this.#faults.length === 0) rmSync(dataDir, { recursive: true, force: true });
      else this.#faults.push(`The folder is ${dataDir}.`);
      this.#options.tell?.(
        `${this.#kills} kills, ${this.#acknowledged} changes acknowledged, ${this.#faults.length} faults`,
      );
    }
    if (this.#faults.length === 0) rmSync(this.#folder, { recursive: true, force: true });
    return {
      kills: this.#kills,
      killsAtStart: this.#killsAtStart,
      starts: this.#starts,
      commands: this.#commands,
      acknowledged: this.#acknowledged,
      faults: this.#faults,
    };
  }

  async #live(dataDir: string, scriptPath: string, earlier: boolean, isOver: () => boolean): Promise<void> {
    const world = new World(this.#random);
    const { killsOfFolder = 25 } = this.#options;
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (earlier) {
      const version = 1 + this.#random.below(19);
      makeEarlierDatabase(dataDir, version);
      world.begin(earlierFacts(version));
      world.chatOf.set(messageId, conversationId);
    }
    for (let round = 0; round < killsOfFolder && !isOver(); round += 1)
      await this.#round(world, dataDir, scriptPath);
    await this.#lastStart(world, dataDir, scriptPath);
    this.#acknowledged += world.acknowledged;
  }

  /** One process, from its start to its kill. */
  async #round(world: World, dataDir: string, scriptPath: string): Promise<void> {
    const process = new StormProcess(dataDir, scriptPath);
    const began = Date.now();
    if (this.#random.chance(0.3)) {
      const killed = later(this.#random.next() * this.#startTime * 1.1).then(() => process.kill());
      const ready = await process.ready;
      await killed;
      if (!ready) this.#killsAtStart += 1;
      this.#noteFailedStart(process.errors);
    } else if (await this.#started(process)) {
      this.#startTime = (3 * this.#startTime + (Date.now() - began)) / 4;
      this.#check(world, dataDir);
      world.process = process;
      await this.#workUntilKilled(world, process);
      this.#faults.push(...world.faults.splice(0));
      world.process = null;
    }
    this.#kills += 1;
  }

  async #workUntilKilled(world: World, process: StormProcess): Promise<void> {
    const before = this.#random.below(12);
    for (let nth = 0; nth < before; nth += 1) await this.#operate(world);
    const last = this.#operate(world, this.#random.chance(0.6) ? this.#random.pick(heavy) : undefined);
    await later(this.#random.next() ** 2 * 400);
    await process.kill();
    await last;
  }

  async #operate(world: World, name = this.#random.pick(names)): Promise<void> {
    if (name === undefined) return;
    this.#commands += 1;
    await operations[name](world);
  }

  async #lastStart(world: World, dataDir: string, scriptPath: string): Promise<void> {
    const process = new StormProcess(dataDir, scriptPath);
    if (await this.#started(process)) this.#check(world, dataDir);
    await process.close();
  }

  async #started(process: StormProcess): Promise<boolean> {
    const late = new AbortController();
    const ready = await Promise.race([
      process.ready,
      later(slowestStart, false, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    if (ready) this.#starts += 1;
    else {
      await process.kill();
      this.#faults.push(`It did not start: ${process.errors.slice(0, 2_000)}`);
    }
    return ready;
  }

  /** A process that was to be killed while it started may have ended by itself before. */
  #noteFailedStart(errors: string): void {
    if (errors.trim() !== '') this.#faults.push(`It told at its start: ${errors.slice(0, 2_000)}`);
  }

  #check(world: World, dataDir: string): void {
    const { facts, faults } = observe(dataDir);
    this.#faults.push(...faults);
    world.settle(facts);
    this.#faults.push(...world.faults.splice(0));
  }

  #writeScript(): string {
    const path = join(this.#folder, 'script.json');
    writeFileSync(path, JSON.stringify(script));
    return path;
  }
}
