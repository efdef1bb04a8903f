/** Two models, one of this machine and one elsewhere, and all that the second is sent: for tests of what stays private. */
import { afterEach, beforeEach } from 'vitest';
import { TestApp } from './app.ts';
import { OpenAIServer, answers, embeds } from './openai-server.ts';
import type { Behaviour } from './openai-server.ts';

/** Of the running test. */
export let server: OpenAIServer;
export let app: TestApp;

/** Starts both anew for each test of the file. */
export function startForEachTest(): void {
  beforeEach(async () => {
    server = await OpenAIServer.start();
    server.always(
      'embeddings',
      embeds(() => [3, 4, 0]),
    );
    server.always('models', (response) => {
      response.end(JSON.stringify({ object: 'list', data: [{ id: HERE }, { id: ELSEWHERE }] }));
    });
    server.always('chat', says('Fine.'));
    app = await TestApp.start();
  });
  afterEach(async () => {
    await app.stop();
    await server.stop();
  });
}

export const HERE = 'qwen3:8b';
/** Models of this name count as remote, whichever server answers. */
export const ELSEWHERE = 'gpt-oss:120b-cloud';

/** Captures nothing and answers this. */
export function says(text: string): Behaviour {
  return (response, request) =>
    request.body?.['response_format'] === undefined
      ? answers(text)(response, request)
      : answers(JSON.stringify({ memories: [], forget: [] }))(response, request);
}

export const use = (model: string) =>
  app.call('settings.update', { changes: { baseUrl: server.baseUrl, model } });
export const useMemoryAlone = () => app.call('settings.update', { changes: { baseUrl: null, model: null } });

/** Everything sent to a remote model so far. */
export const sent = () =>
  server.requests
    .filter(({ body }) => body?.['model'] === ELSEWHERE || body?.['model'] === 'embed:cloud')
    .map(({ body }) => JSON.stringify(body))
    .join('\n');

export async function teach(text: string, isPrivate = true): Promise<string> {
  const { memory } = await app.call('memories.teach', { text });
  if (isPrivate) await makePrivate(memory.id);
  return memory.id;
}

export const makePrivate = (id: string, value = true) =>
  app.call('memories.update', { target: { ids: [id] }, changes: { private: value } });

export const settle = () => app.call('memories.list', {});
