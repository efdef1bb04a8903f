import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '#main/store/store.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { Message } from '#shared/conversation.ts';
import { TestApp } from '../../support/app.ts';
import type { Bench } from '../bench.ts';
import { percentile } from '../statistics.ts';
import { syntheticMemories } from './synthetic-memories.ts';

const MESSAGES_IN_CHAT = 100;
/** Common and rare words, parts of words, two letters, several words, other scripts, and nothing. */
const queries = [
  'kayak',
  'por',
  'xylophone zebra',
  'Riga violin',
  'an',
  '茶',
  '燻製',
  'übung',
  'never said anywhere',
  'rare-99999',
];

/** `--n`: how many messages. Searches over all saved chats, through the app's command and its worker. */
export const chatSearch: Bench = {
  name: 'chat-search',
  dataSet: null,
  async run({ sizes, progress }) {
    const measures: Record<string, number> = {};
    for (const size of sizes.length > 0 ? sizes : [100_000])
      Object.assign(measures, await atSize(size, progress));
    return { measures, settings: { messagesInChat: MESSAGES_IN_CHAT } };
  },
};

async function atSize(size: number, progress: (line: string) => void): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-bench-'));
  fill(folder, size);
  progress(`${size} messages stored`);
  const app = await TestApp.start({ dataDir: folder });
  const cpu: number[] = [];
  const searched = async (query: string): Promise<number> => {
    const start = performance.now();
    const used = process.cpuUsage();
    await app.call('conversations.search', { query });
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1_000);
    return performance.now() - start;
  };
  try {
    const first = await searched('the first search of all');
    cpu.length = 0;
    const times: number[] = [];
    for (let round = 0; round < 10; round += 1)
      for (const query of queries) times.push(await searched(query));
    return {
      [`first_ms_${size}`]: first,
      [`search_ms_p50_${size}`]: percentile(times, 0.5),
      [`search_ms_p95_${size}`]: percentile(times, 0.95),
      // What does not depend on what else the machine does.
      [`search_cpu_ms_p95_${size}`]: percentile(cpu, 0.95),
    };
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Chats of a hundred messages, each of a few sentences; one in ten has words in other scripts. */
function fill(folder: string, size: number): void {
  const store = new Store({ dataDir: folder, appVersion: 'bench', now: () => 0 });
  const sentences = syntheticMemories(2_000).map(({ text }) => text);
  const { conversations } = store;
  for (let chat = 0; chat * MESSAGES_IN_CHAT < size; chat += 1) {
    const id = uuid7();
    conversations.inTransaction(() => {
      conversations.create({
        id,
        title: `Chat ${chat}`,
        temporary: false,
        projectId: null,
        sendsPrivate: false,
        createdAt: chat,
        updatedAt: chat,
      });
      let parentId: string | null = null;
      for (let at = 0; at < MESSAGES_IN_CHAT; at += 1) {
        const number = chat * MESSAGES_IN_CHAT + at;
        const parts = Array.from(
          { length: 5 },
          (_, part) => sentences[(number * 7 + part * 13) % sentences.length] ?? '',
        );
        if (number % 10 === 0) parts.push('燻製のお茶をください。 Übungen für müde Füße.');
        const message: Message = {
          ...empty,
          id: uuid7(),
          conversationId: id,
          parentId,
          text: `${parts.join(' ')} rare-${number}`,
          createdAt: number,
          role: at % 2 === 0 ? 'user' : 'assistant',
        };
        conversations.append(message);
        parentId = message.id;
      }
    });
  }
  store.close();
}

const empty = {
  runId: null,
  speaker: 'You',
  reasoning: '',
  status: 'complete',
  error: null,
  model: null,
  usage: null,
  durationMs: null,
  cut: null,
  shortened: 0,
} as const;
