/** Every shape of tests/support/server-shapes/ against the chat model: what a person gets from a server that answers so. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelOfServer } from '#main/models/directory/model-of-server.ts';
import { collectEvents } from '../../support/collect-events.ts';
import { absentModels } from '../../support/server-shapes/absent-models.ts';
import { accountRefusals } from '../../support/server-shapes/accounts.ts';
import { anthropicRefusals } from '../../support/server-shapes/anthropic-refusals.ts';
import { anthropicShapes } from '../../support/server-shapes/anthropic.ts';
import { familyShapes } from '../../support/server-shapes/families.ts';
import { googleShapes } from '../../support/server-shapes/google.ts';
import { gateways } from '../../support/server-shapes/gateways.ts';
import { limitShapes } from '../../support/server-shapes/limits.ts';
import { modelFailures } from '../../support/server-shapes/models-missing.ts';
import { otherProtocols } from '../../support/server-shapes/other-protocols.ts';
import { rates } from '../../support/server-shapes/rates.ts';
import { rareAnswers } from '../../support/server-shapes/rare-answers.ts';
import { rareCalls } from '../../support/server-shapes/rare-calls.ts';
import { refusals } from '../../support/server-shapes/refusals.ts';
import { roleShapes } from '../../support/server-shapes/roles.ts';
import { serviceRefusals } from '../../support/server-shapes/services.ts';
import { ShapeServer } from '../../support/server-shapes/shape-server.ts';
import type { ServerShape } from '../../support/server-shapes/shape.ts';
import { streamShapes } from '../../support/server-shapes/streams.ts';
import { thoughtShapes } from '../../support/server-shapes/thoughts.ts';
import { toolSchemas } from '../../support/server-shapes/tool-schemas.ts';
import { toolShapes } from '../../support/server-shapes/tool-calls.ts';
import { unforeseenAnswers } from '../../support/server-shapes/unforeseen-answers.ts';
import { unforeseenEnvelopes } from '../../support/server-shapes/unforeseen-envelopes.ts';
import { unforeseenRefusals } from '../../support/server-shapes/unforeseen-refusals.ts';
import { lengthRefusals } from '../../support/server-shapes/too-long.ts';
import { troubleRefusals } from '../../support/server-shapes/troubles.ts';

const shapes = {
  refusals,
  rates,
  modelFailures,
  streamShapes,
  thoughtShapes,
  toolShapes,
  toolSchemas,
  limitShapes,
  roleShapes,
  anthropicShapes,
  anthropicRefusals,
  googleShapes,
  otherProtocols,
  gateways,
  accountRefusals,
  absentModels,
  troubleRefusals,
  lengthRefusals,
  rareAnswers,
  rareCalls,
  serviceRefusals,
  familyShapes,
  unforeseenRefusals,
  unforeseenAnswers,
  unforeseenEnvelopes,
};
const quick = { tries: 3, firstMs: 1, longestMs: 2, longestRetryAfterMs: 5_000, busyMs: 0 };

let server: ShapeServer;
beforeAll(async () => {
  server = await ShapeServer.start(Object.values(shapes).flat());
});
afterAll(async () => {
  await server.stop();
});

async function ask({ name, asks, key, protocol }: ServerShape) {
  const model = modelOfServer({
    server: { baseUrl: server.baseUrl(name), apiKey: key ?? null, protocol: protocol ?? 'openai' },
    model: 'test-model',
    retry: quick,
    timeouts: { firstByteMs: 20_000, betweenMs: 20_000 },
  });
  const request = { messages: [{ role: 'user', content: 'Ahoy' } as const], ...asks };
  return await collectEvents(model.stream(request, AbortSignal.timeout(4_000)));
}

describe.each(Object.entries(shapes))('%s', (_group, list) => {
  it.each(list.map((shape) => [shape.name, shape] as const))('%s', async (name, shape) => {
    const { text = '', thoughts = '', calls = [], ends, code, says, advises, requests, sends } = shape.gets;
    const { extra, usage } = shape.gets;
    const got = await ask(shape);
    const found = got.events.flatMap((event) =>
      event.type === 'tool-call-end' ? [{ name: event.call.name, arguments: event.call.arguments }] : [],
    );
    expect({ code: got.error?.code, text: got.text, thoughts: got.reasoning, calls: found }).toEqual({
      code,
      text,
      thoughts,
      calls,
    });
    const ids = got.events.flatMap((event) => (event.type === 'tool-call-end' ? [event.call.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    if (ends !== undefined) expect(got.end).toMatchObject({ stopReason: ends });
    if (usage !== undefined) expect(got.end).toMatchObject({ usage });
    const first = got.events.find((event) => event.type === 'tool-call-end');
    if (extra !== undefined) expect(first?.call.extra).toEqual(extra);
    const [ours = '', theirs = ''] = (got.error?.message ?? '').split('\nThe server says: ');
    if (says !== undefined) expect(theirs).toContain(says);
    if (advises !== undefined) expect(ours).toMatch(advises);
    expect(got.error?.message.length ?? 0).toBeLessThan(900);
    if (shape.key !== undefined) expect(JSON.stringify(got.error ?? null)).not.toContain(`"${shape.key}"`);
    const asked = server.asked(name);
    if (requests !== undefined) expect(asked).toHaveLength(requests);
    if (sends !== undefined) expect(asked.at(-1)?.body).toMatchObject(sends);
  });
});
