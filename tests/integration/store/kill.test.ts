import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import type { MemoryRepository } from '#main/store/memory-repository.ts';
import { childEntry } from '../../support/bundles.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { checkPages } from '../../support/store/check-pages.ts';
import { sampleEmbedder, sampleVector } from '../../support/memory-samples.ts';
import { openMemories } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const child = childEntry('teaching');
const livingChild = childEntry('living');

interface Acknowledged {
  readonly id: string;
  readonly text: string;
}

/** Teaches in a child process and kills it at a random point after some teachings. */
async function teachAndKill(dataDir: string, run: number): Promise<Acknowledged[]> {
  const teaching = spawn(process.execPath, [child, dataDir, String(run)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  teaching.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const acknowledged: Acknowledged[] = [];
  const until = 15 + Math.floor(Math.random() * 40);
  const lines = createInterface({ input: teaching.stdout });
  lines.on('line', (line) => {
    const [id = '', ...words] = line.split(' ');
    acknowledged.push({ id, text: words.join(' ') });
    if (acknowledged.length === until) setTimeout(() => teaching.kill('SIGKILL'), Math.random() * 5);
  });
  await Promise.all([once(teaching, 'exit'), once(lines, 'close')]);
  expect({ signal: teaching.signalCode, errors }).toEqual({ signal: 'SIGKILL', errors: [] });
  return acknowledged;
}

function checkEach(memories: MemoryRepository, acknowledged: readonly Acknowledged[]): void {
  for (const { id, text } of acknowledged) {
    expect(memories.get(id)).toMatchObject({ text, status: 'active' });
    const number = text.split(' ').slice(1);
    expect(memories.searchWords(number, 500).map((hit) => hit.memory.id)).toContain(id);
    const [nearest] = memories.searchMeaning(sampleVector(text), sampleEmbedder, 1);
    expect(nearest?.memory.id).toBe(id);
    expect(nearest?.cosine).toBeCloseTo(1, 6);
    expect(memories.history(id).map((event) => event.action)).toEqual(['learned']);
  }
}

it('after being killed during 200 teachings, has every acknowledged one complete and no partial one', async () => {
  const dataDir = temporaryFolder();
  const acknowledged: Acknowledged[] = [];
  for (let run = 0; acknowledged.length < 200; run += 1) {
    acknowledged.push(...(await teachAndKill(dataDir, run)));
    const { database, memories } = openMemories(dataDir);
    checkAgreement(database, sampleEmbedder);
    expect(memories.countActive()).toBeGreaterThanOrEqual(acknowledged.length);
    checkEach(memories, acknowledged);
    database.close();
  }
}, 300_000);

/** Runs a random user in a child process and kills it after some operations. */
async function liveAndKill(dataDir: string, seed: number): Promise<void> {
  const living = spawn(process.execPath, [livingChild, dataDir, String(seed)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  living.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const until = 30 + Math.floor(Math.random() * 60);
  let done = 0;
  const lines = createInterface({ input: living.stdout });
  lines.on('line', () => {
    done += 1;
    if (done === until) setTimeout(() => living.kill('SIGKILL'), Math.random() * 5);
  });
  await Promise.all([once(living, 'exit'), once(lines, 'close')]);
  expect({ signal: living.signalCode, errors }).toEqual({ signal: 'SIGKILL', errors: [] });
}

it('after being killed during random operations, has no partial change', async () => {
  const dataDir = temporaryFolder();
  for (let run = 0; run < 6; run += 1) {
    await liveAndKill(dataDir, Math.floor(Math.random() * 1_000_000));
    const { database, memories } = openMemories(dataDir);
    checkAgreement(database);
    checkPages(memories, memories.views.ids({}, []));
    database.close();
  }
}, 300_000);
