import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventDecoder } from '#main/models/chat-models/parsing/event-decoder.ts';
import { RepetitionGuard } from '#main/models/chat-models/parsing/repetition-guard.ts';
import { smallerBudget } from '#main/models/chat-models/token-budget.ts';
import { withPauses } from '#main/models/chat-models/with-pauses.ts';
import { isNearby } from '#main/models/server/is-local.ts';
import { rateLimitResetMs } from '#main/models/server/retry-after.ts';
import { sizesInWords } from '#main/models/server/tokens-in-words.ts';
import { waitInWords } from '#main/models/server/wait-in-words.ts';
import { fitMessages, messagesTokens } from '#shared/models/fit-messages.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';

describe('EventDecoder', () => {
  const decode = (chunks: readonly Uint8Array[]) => {
    const decoder = new EventDecoder();
    return [...chunks.flatMap((chunk) => decoder.push(chunk)), ...decoder.flush()];
  };
  const bytes = (text: string) => new TextEncoder().encode(text);

  it.each([
    ['an event', 'data: {"a":1}\n\n', ['{"a":1}']],
    ['a name', 'event: error\ndata: oops\n\n', ['error|oops']],
    ['no blank lines', 'data: {"a":1}\ndata: {"b":2}\ndata: [DONE]\n', ['{"a":1}', '{"b":2}', '[DONE]']],
    ['a value over two lines', 'data: {"a":\ndata: 1}\n\n', ['{"a":\n1}']],
    ['lines of JSON', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['one value over all lines', '{\n "a": 1\n}\n', ['{\n "a": 1\n}']],
    ['plain words', 'Ollama is running', ['Ollama is running']],
    ['nothing', '', []],
  ])('reads %s', (_name, body, expected) => {
    const found = decode([bytes(body)]).map(({ event, data }) =>
      event === null ? data : `${event}|${data}`,
    );
    expect(found).toEqual(expected);
  });

  it('gives the same however the bytes are cut, and never fails', () => {
    const piece = fc.constantFrom(
      'data: ',
      'event: x',
      '\n',
      '\r',
      '\r\n',
      '{"a":"ü"}',
      '[',
      '}',
      ': hi',
      ' ',
      '◁',
    );
    const body = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(body, fc.array(fc.nat(80), { maxLength: 12 }), (text, places) => {
        const whole = bytes(text);
        const ends = [...new Set(places.map((at) => at % (whole.length + 1))), whole.length].toSorted(
          (a, b) => a - b,
        );
        const cut = ends.map((end, at) => whole.subarray(ends[at - 1] ?? 0, end));
        expect(decode(cut)).toEqual(decode([whole]));
      }),
    );
  });

  it('takes time linear in many open lines', () => {
    const decoder = new EventDecoder();
    const started = performance.now();
    for (let line = 0; line < 100_000; line += 1) decoder.push(bytes('data: {"a":[}\n'));
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

describe('RepetitionGuard', () => {
  const ends = (text: string) => {
    const guard = new RepetitionGuard();
    return (text.match(/[\s\S]{1,50}/g) ?? []).some((piece) => guard.push(piece));
  };

  it.each([
    ['a word', 'no '.repeat(3_000)],
    ['a sentence', 'I am sorry, I cannot find the harbour on this map. '.repeat(200)],
    [
      'a paragraph after a good beginning',
      `The tide turns twice a day.\n${'Let me check that again.\nSo it turns.\n'.repeat(200)}`,
    ],
  ])('notices %s again and again', (_name, text) => expect(ends(text)).toBe(true));

  it.each([
    ['a numbered list', Array.from({ length: 800 }, (_, at) => `${at}. Row the boat.`).join('\n')],
    [
      'a table of one shape',
      Array.from({ length: 400 }, (_, at) => `| port ${at % 97} | ${at * 7} m | open |`).join('\n'),
    ],
    ['a line of dashes', '-'.repeat(3_000)],
  ])('lets %s be', (_name, text) => expect(ends(text)).toBe(false));
});

it.each([
  ['Please try again in 4.5s.', 4_500],
  ['Retry after 2 minutes', 120_000],
  ['try again in 1h2m3s', 3_723_000],
  ['Please wait 20 seconds and send it again', 20_000],
  ['resets in 350ms', 350],
  ['It was tried 3 times', null],
])('reads the wait in %j', (words, ms) => expect(waitInWords(words)).toBe(ms));

it.each([
  ['At most 2,048 tokens can be read, and this has 3,100', { window: 2_048, asked: 3_100 }],
  ['the prompt (70211 tokens) is over the limit of 64k', { window: 65_536, asked: 70_211 }],
  ['input is longer than the context window', { window: null, asked: null }],
  ['messages[3] is too long: maximum 10', { window: null, asked: null }],
])('reads the sizes in %j', (words, sizes) => expect(sizesInWords(words)).toEqual(sizes));

it('reads when a limit is reset, as a duration or a time', () => {
  const now = 1_790_000_000_000;
  expect(rateLimitResetMs(new Headers({ 'x-ratelimit-reset-tokens': '1m30s' }), now)).toBe(90_000);
  expect(rateLimitResetMs(new Headers({ 'x-ratelimit-reset': String(now + 5_000) }), now)).toBe(5_000);
  expect(rateLimitResetMs(new Headers(), now)).toBeNull();
});

it.each([
  ['http://127.0.0.1:1/v1', true],
  ['http://192.168.1.20:11434/v1', true],
  ['http://mini.local:8080/v1', true],
  ['http://nas:1234/v1', true],
  ['http://172.20.0.4/v1', true],
  ['https://api.example.com/v1', false],
  ['http://172.32.0.4/v1', false],
  ['http://8.8.8.8/v1', false],
])('%s is nearby: %s', (address, near) => expect(isNearby(address)).toBe(near));

describe('fitMessages', () => {
  const message = fc.record({
    role: fc.constantFrom('user', 'assistant'),
    content: fc.string({ maxLength: 400 }),
  }) as fc.Arbitrary<ModelMessage>;

  it('keeps instructions and the last turn, whole turns, in order, within the budget where that can be', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 30 }), fc.nat(2_000), (said, budget) => {
        const all: ModelMessage[] = [{ role: 'system', content: 'Be kind.' }, ...said];
        const { messages, leftOut } = fitMessages(all, budget);
        expect(messages[0]).toBe(all[0]);
        expect(messages.at(-1)).toBe(all.at(-1));
        expect(messages.slice(1)).toEqual(all.slice(1 + leftOut));
        if (leftOut > 0) expect(messages[1]?.role).toBe('user');
        const turns = messages.filter(
          ({ role }, at) => role === 'user' && messages[at - 1]?.role !== 'user',
        ).length;
        if (turns > 1) expect(messagesTokens(messages)).toBeLessThanOrEqual(Math.max(budget, 1));
      }),
    );
  });

  it('a smaller budget is smaller, whatever a server names', () => {
    const sent: ModelMessage[] = [{ role: 'user', content: 'word '.repeat(2_000) }];
    const sizes = fc.record({
      window: fc.option(fc.integer({ min: 256, max: 1e6 })),
      asked: fc.option(fc.integer({ min: 256, max: 1e6 })),
    });
    fc.assert(
      fc.property(sizes, (named) => {
        expect(smallerBudget(sent, named)).toBeLessThan(messagesTokens(sent));
      }),
    );
  });
});

it('a pause is reported once for each silence, and the value after it is not lost', async () => {
  async function* slow() {
    await new Promise((resolve) => setTimeout(resolve, 60));
    yield 'a';
    yield 'b';
    await new Promise((resolve) => setTimeout(resolve, 60));
    yield 'c';
  }
  const steps: string[] = [];
  for await (const step of withPauses(slow(), { firstMs: 15, betweenMs: 15 }))
    steps.push(step.type === 'value' ? step.value : 'pause');
  expect(steps).toEqual(['pause', 'a', 'b', 'pause', 'c']);
});
