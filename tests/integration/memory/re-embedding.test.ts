import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddingState } from '#shared/contract/embedding.ts';
import { TestApp } from '../../support/app.ts';
import { embeds, OpenAIServer } from '../../support/openai-server.ts';
import type { Behaviour } from '../../support/openai-server.ts';

const COUNT = 150;
let app: TestApp;
let server: OpenAIServer;

beforeEach(async () => {
  server = await OpenAIServer.start();
  app = await TestApp.start();
  for (let index = 0; index < COUNT; index += 1)
    await app.call('memories.teach', { text: `Shelf ${index} holds the folders of year ${1850 + index}.` });
  await app.call('memories.teach', { text: 'My automobile is a green estate.' });
});
afterEach(async () => {
  await app.stop();
  await server.stop();
});

const choose = (model: string) =>
  app.call('settings.update', {
    changes: { embedder: { type: 'endpoint', baseUrl: server.baseUrl, model } },
  });

/** Resolves with the next state that satisfies `wanted`. */
function until(wanted: (state: EmbeddingState) => boolean): Promise<EmbeddingState> {
  return new Promise((resolve) => {
    app.onEvent((event) => {
      if (event.name === 'embedding-changed' && wanted(event.payload)) resolve(event.payload);
    });
  });
}

/** Can only be found by meaning: the question shares no word with the memory. */
async function findsTheCar(): Promise<void> {
  const { report } = await app.call('memories.preview', { query: 'Which car do I drive?' });
  const found = report.candidates.find(({ text }) => text.includes('automobile'));
  expect(found?.parts.meaning).toBeGreaterThan(0.2);
}

const vectors = (length: number): Behaviour =>
  embeds((text) => Array.from({ length }, (_, index) => Math.sin(text.length * (index + 1))));

describe('another embedder', () => {
  it('is prepared in the background, paused and resumed, while memories are found as before', async () => {
    server.always('embeddings', vectors(16));
    const started = until(({ state, done }) => state === 'working' && done > 0);
    await choose('first');
    await started;
    const paused = await app.call('embedding.pause', {});
    expect(paused).toMatchObject({ state: 'paused', error: null });
    expect(paused.done).toBeLessThan(COUNT);
    await findsTheCar();
    const idle = until(({ state }) => state === 'idle');
    expect((await app.call('embedding.resume', {})).state).not.toBe('paused');
    await idle;
    expect(await app.call('embedding.state', {})).toEqual({ state: 'idle', done: 0, total: 0, error: null });
    await app.call('settings.update', { changes: { embedder: { type: 'embedded' } } });
    await app.call('memories.teach', { text: 'I like tea.' });
  });

  it('that changes its dimensions breaks nothing: re-embedding waits, and memories are found as before', async () => {
    let asked = 0;
    server.always('embeddings', (response, request) => {
      asked += 1;
      vectors(asked < 4 ? 16 : 24)(response, request);
    });
    const waiting = until(({ state }) => state === 'waiting');
    await choose('fickle');
    expect((await waiting).error).toMatchObject({ code: 'invalid_output' });
    await findsTheCar();
    server.always('embeddings', vectors(24));
    const idle = until(({ state }) => state === 'idle');
    await app.call('embedding.resume', {});
    await idle;
    const { report } = await app.call('memories.preview', { query: 'automobile' });
    expect(report.candidates.some(({ text }) => text.includes('automobile'))).toBe(true);
  });
});
