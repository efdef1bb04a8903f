import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { KnowledgeOwner } from '#shared/knowledge/knowledge.ts';
import type { LoadedEmbedder } from '#shared/models/embedder.ts';
import { TestApp } from '../../support/app.ts';
import { isComplete, newProject, sayIn, whenSource } from '../../support/knowledge.ts';
import type { Bench } from '../bench.ts';
import { percentile } from '../statistics.ts';
import { syntheticMemories } from './synthetic-memories.ts';
import { IndexReader } from '#main/store/knowledge/index-reader.ts';
import { quickEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { passagesFor } from '#main/knowledge/passage-search.ts';
import { calibrationOf, meaningScore } from '#main/teachability/recall/meaning-score.ts';
import { queryTerms } from '#main/teachability/recall/terms.ts';
import { isSmallTalk } from '#main/teachability/small-talk.ts';

const usualSize = 10_000;
const PASSAGES_PER_FILE = 20;
const ROUNDS = 5;
const notes = join(import.meta.dirname, '../../fixtures/knowledge');

/**
 * `--n`: how many passages. Whether the gate lets through what bears on a question, and nothing else; and how long reading and searching
 * take. The vectors of the many passages are made by the quick embedder, which takes no time of its own worth mentioning.
 */
export const knowledge: Bench = {
  name: 'knowledge',
  dataSet: null,
  async run({ sizes, progress }) {
    const gate = await gateMeasures();
    progress('the gate was measured');
    const speed: Record<string, number> = {};
    for (const size of sizes.length > 0 ? sizes : [usualSize])
      Object.assign(speed, await speedMeasures(size, progress));
    return { measures: { ...gate, ...speed }, settings: { passages_per_file: PASSAGES_PER_FILE } };
  },
};

interface Question {
  readonly text: string;
  readonly file: string;
  readonly answer: string;
}

async function gateMeasures(): Promise<Record<string, number>> {
  const app = await TestApp.start();
  try {
    const owner = await newProject(app);
    await added(app, owner, join(notes, 'notes'));
    const questions = linesOf('questions.txt').map((line): Question => {
      const [text = '', file = '', answer = ''] = line.split(' | ');
      return { text, file, answer };
    });
    let found = 0;
    let sent = 0;
    for (const { text, file, answer } of questions) {
      const given = await sayIn(app, owner, text);
      const passages = given.answer.passages ?? [];
      sent += passages.length;
      const texts = await Promise.all(
        passages.map(({ number }) => app.call('knowledge.passage', { messageId: given.answer.id, number })),
      );
      const isFound = texts.some(
        ({ passage: { name, parts } }) =>
          name === file && parts.some((part) => part.cited && part.text.includes(answer)),
      );
      if (isFound) found += 1;
    }
    const others = linesOf('elsewhere.txt');
    let disturbed = 0;
    for (const text of others) {
      const given = await sayIn(app, owner, text);
      if (given.answer.passages !== undefined) disturbed += 1;
    }
    return {
      found: found / questions.length,
      passages_per_question: sent / questions.length,
      elsewhere: disturbed / others.length,
    };
  } finally {
    await app.stop();
  }
}

async function speedMeasures(
  size: number,
  progress: (line: string) => void,
): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'tutee-bench-'));
  const app = await TestApp.start({ makeEmbedder: quickAsBest });
  try {
    writeNotes(folder, size);
    const owner = await newProject(app);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const started = performance.now();
    const { source } = await app.call('knowledge.addPath', { owner, path: folder });
    await whenSource(app, source.id, ({ state }) => state === 'ready');
    const readSeconds = (performance.now() - started) / 1_000;
    const { passages } = await whenSource(app, source.id, isComplete);
    const seconds = (performance.now() - started) / 1_000;
    delay.disable();
    progress(`${passages} passages read in ${readSeconds.toFixed(1)} s, compared in ${seconds.toFixed(1)} s`);
    const times = await searchTimes(app.dataDir, source.id);
    return {
      [`passages_${size}`]: passages,
      [`read_per_second_${size}`]: passages / readSeconds,
      [`block_ms_p99_${size}`]: delay.percentile(99) / 1e6,
      [`block_ms_max_${size}`]: delay.max / 1e6,
      [`search_cpu_ms_p50_${size}`]: percentile(times, 0.5),
      [`search_cpu_ms_p95_${size}`]: percentile(times, 0.95),
    };
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The processor time of what a request waits for: its search, with a vector at hand. */
async function searchTimes(dataDir: string, sourceId: string): Promise<number[]> {
  const index = new IndexReader(dataDir);
  const embedder = quickEmbedder();
  const source = {
    id: sourceId,
    owner: { type: 'project', id: '' },
    name: '',
    path: '',
    onlyHere: false,
    stopped: false,
    readAt: null,
    createdAt: 0,
  } as const;
  const times: number[] = [];
  const queries = linesOf('questions.txt').map((line) => line.split(' | ')[0] ?? '');
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const query of queries) {
      const [vector = new Float32Array()] = await embedder.embed([query]);
      const before = process.cpuUsage();
      await passagesFor(
        { query, sources: [source], budgetTokens: 2_000 },
        {
          index,
          isSmallTalk,
          termsOf: queryTerms,
          vectorOf: () => Promise.resolve({ embedder: embedder.key, vector }),
          meaningOf: (cosine, key) => meaningScore(cosine, calibrationOf(key)),
        },
      );
      // The first round fills the caches of the pages.
      const { user, system } = process.cpuUsage(before);
      if (round > 0) times.push((user + system) / 1_000);
    }
  index.close();
  return times;
}

/** The quick embedder in the place of the best one: no thread, no time. */
function quickAsBest(): LoadedEmbedder {
  const quick = quickEmbedder();
  return {
    key: quick.key,
    dimensions: quick.dimensions,
    local: true,
    ready: () => Promise.resolve(),
    embed: (texts) => quick.embed(texts),
    multilingualVectors: (texts) => quick.embed(texts),
    close: () => Promise.resolve(),
  };
}

async function added(app: TestApp, owner: KnowledgeOwner, path: string): Promise<void> {
  const { source } = await app.call('knowledge.addPath', { owner, path });
  await whenSource(app, source.id, isComplete);
}

function writeNotes(folder: string, passages: number): void {
  const sentences = syntheticMemories(passages * 8).map(({ text }) => text);
  for (let file = 0; file * PASSAGES_PER_FILE < passages; file += 1) {
    const parts = Array.from({ length: PASSAGES_PER_FILE }, (_, part) => {
      const from = (file * PASSAGES_PER_FILE + part) * 8;
      const text = sentences.slice(from, from + 8).join(' ');
      return `## Part ${part} of ${file}\n\n${text}`;
    });
    mkdirSync(join(folder, `${file % 50}`), { recursive: true });
    writeFileSync(join(folder, `${file % 50}`, `notes-${file}.md`), parts.join('\n\n'));
  }
}

function linesOf(name: string): string[] {
  return readFileSync(join(notes, name), 'utf8').trim().split('\n');
}
