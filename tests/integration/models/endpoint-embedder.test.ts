import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEndpointEmbedder } from '#main/models/embedders/endpoint-embedder.ts';
import { OpenAIServer, embeds, fails, hangs, sends } from '../../support/openai-server.ts';

let server: OpenAIServer;
beforeEach(async () => {
  server = await OpenAIServer.start();
});
afterEach(async () => {
  await server.stop();
});

const create = async (key: string | null = null) =>
  await createEndpointEmbedder({
    baseUrl: server.baseUrl,
    model: 'embedder',
    key,
    retry: { tries: 2, firstMs: 1, longestMs: 1, longestRetryAfterMs: 1, busyMs: 0 },
    timeoutMs: 5_000,
  });
const base64 = (numbers: readonly number[]) =>
  Buffer.from(Float32Array.from(numbers).buffer).toString('base64');
const inputs = () => server.requests.map(({ body }) => body?.['input']);

describe('EndpointEmbedder', () => {
  it('learns the length, names itself by it, and pads to whole bytes', async () => {
    server.always(
      'embeddings',
      embeds(() => [3, 4, 0]),
    );
    const embedder = await create('k-e-y');
    expect(embedder).toMatchObject({
      key: `endpoint:127.0.0.1:${server.port}/embedder@8`,
      dimensions: 8,
      local: true,
    });
    const [vector] = await embedder.embed(['x']);
    expect(Array.from(vector ?? [], (value) => Number(value.toFixed(6)))).toEqual([
      0.6, 0.8, 0, 0, 0, 0, 0, 0,
    ]);
    expect(server.requests[1]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'embedder', input: ['x'] },
    });
    expect(server.requests[1]?.headers.authorization).toBe('Bearer k-e-y');
  });

  it('reads numbers written as base64', async () => {
    server.always(
      'embeddings',
      embeds(() => base64([0, 2, 0, 0, 0, 0, 0, 0])),
    );
    const [vector] = await (await create()).embed(['x']);
    expect(Array.from(vector ?? [])).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  });

  it('asks in batches and keeps the order, whatever the order of the answer', async () => {
    const reversed = (texts: readonly string[]) =>
      texts.map((text, index) => ({ index, embedding: [1, Number(text), 0, 0, 0, 0, 0, 0] })).toReversed();
    server.always('embeddings', (response, request) => {
      const input = request.body?.['input'];
      const texts = Array.isArray(input) ? input.map((text) => (text === 'probe' ? '0' : String(text))) : [];
      sends(JSON.stringify({ data: reversed(texts) }))(response, request);
    });
    const texts = Array.from({ length: 150 }, (_, index) => String(index));
    const vectors = await (await create()).embed(texts);
    const read = vectors.map((vector) => Math.round((vector[1] ?? 0) / (vector[0] ?? 1)));
    expect(read.map(String)).toEqual(texts);
    expect(server.requests).toHaveLength(1 + 3);
  });

  it('does not send empty texts, and cuts long ones', async () => {
    const embedder = await create();
    const vectors = await embedder.embed(['  ', 'a', '', `${'y'.repeat(5_999)}\ud83d\ude00`]);
    expect(vectors.map((vector) => vector.some((value) => value !== 0))).toEqual([false, true, false, true]);
    expect(inputs()[1]).toEqual(['a', `${'y'.repeat(5_999)}\ufffd`]);
    await embedder.embed([' ']);
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    ['too few', sends('{"data":[]}')],
    ['too many', sends('{"data":[{"embedding":[1,2,3,4]},{"embedding":[1,2,3,4]}]}')],
    ['another length', embeds(() => [1, 2])],
    ['a number beyond all bounds', embeds(() => [1, 2, 3, 1e200])],
    ['not a number', embeds(() => base64([1, 2, 3, Number.NaN]))],
    ['words', embeds(() => 'one two')],
    ['a wrong number', sends('{"data":[{"index":5,"embedding":[1,2,3,4]}]}')],
    ['another form', sends('{"embeddings":[[1,2,3,4]]}')],
  ])('refuses %s', async (_name, behaviour) => {
    const embedder = await create();
    server.next('embeddings', behaviour);
    await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'invalid_output' });
  });

  it('refuses a model that gives no vector at all', async () => {
    server.always(
      'embeddings',
      embeds(() => []),
    );
    await expect(create()).rejects.toMatchObject({ code: 'invalid_output' });
  });

  it('tries again, maps failures, and can be cancelled', async () => {
    server.next('embeddings', fails(503, 'busy'));
    const embedder = await create();
    server.next('embeddings', fails(404, { message: 'model "embedder" not found, try pulling it first' }));
    await expect(embedder.embed(['x'])).rejects.toMatchObject({ code: 'no_such_model' });

    const controller = new AbortController();
    server.next('embeddings', hangs());
    const arrived = server.nextRequest();
    const embedding = embedder.embed(['x'], controller.signal);
    const request = await arrived;
    controller.abort();
    await expect(embedding).rejects.toMatchObject({ code: 'cancelled' });
    expect(await request.closed).toBe('cut');
  });
});
