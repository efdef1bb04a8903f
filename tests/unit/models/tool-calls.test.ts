import { describe, expect, it } from 'vitest';
import { completionRequest } from '#main/models/chat-models/completion-request.ts';
import { CompletionReader } from '#main/models/chat-models/parsing/read-completion.ts';
import { withoutRejected, defaultFeatures } from '#main/models/chat-models/request-features.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { collectEvents } from '../../support/collect-events.ts';

// A service that shows models the names of speakers.
const shape = { ...defaultFeatures('http://127.0.0.1:1/v1'), names: true };

function read(...deltas: object[]): ModelEvent[] {
  const reader = new CompletionReader();
  const events = deltas.flatMap((delta) => reader.read({ choices: [{ delta }] }));
  return [
    ...events,
    ...reader.read({ choices: [{ delta: {}, finish_reason: 'stop' }] }),
    ...reader.finish(true),
  ];
}

const piece = (
  index: number | undefined,
  id: string | undefined,
  name: string | undefined,
  text: unknown,
) => ({
  tool_calls: [{ index, id, function: { name, arguments: text } }],
});
const callsOf = (events: readonly ModelEvent[]) =>
  events.flatMap((event) => (event.type === 'tool-call-end' ? [event.call] : []));

describe('tool calls in an answer', () => {
  it('are assembled from interleaved deltas', () => {
    const events = read(
      piece(0, 'x', 'add', '{"a"'),
      piece(1, 'y', 'sub', '{}'),
      piece(0, undefined, undefined, ':1}'),
    );
    expect(callsOf(events)).toEqual([
      { id: 'x', name: 'add', arguments: '{"a":1}' },
      { id: 'y', name: 'sub', arguments: '{}' },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'end', stopReason: 'tool-calls' });
    expect(events[0]).toEqual({ type: 'tool-call-delta', callId: 'x', name: 'add', argumentsText: '{"a"' });
  });

  it('are read from servers that send them complete, without index or id, or as an object', () => {
    expect(
      callsOf(read(piece(undefined, undefined, 'add', { a: 1 }), piece(undefined, undefined, 'sub', ''))),
    ).toEqual([
      { id: 'call_1', name: 'add', arguments: '{"a":1}' },
      { id: 'call_2', name: 'sub', arguments: '{}' },
    ]);
    expect(
      callsOf(
        read(piece(undefined, undefined, 'add', '{"a"'), piece(undefined, undefined, undefined, ':1}')),
      ),
    ).toEqual([{ id: 'call_1', name: 'add', arguments: '{"a":1}' }]);
  });
});

describe('a request with tools', () => {
  const request: ModelRequest = {
    messages: [
      {
        role: 'user',
        name: 'Ann Lee',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', mediaType: 'image/png', data: 'AAAA' },
        ],
      },
      { role: 'assistant', content: '', toolCalls: [{ id: 'x', name: 'look', arguments: '{}' }] },
      { role: 'tool', results: [{ callId: 'x', name: 'look', content: 'A cat', isError: false }] },
    ],
    tools: [{ name: 'look', description: 'Looks.', parameters: { type: 'object' } }],
    toolChoice: 'required',
  };

  it('follows the protocol', () => {
    expect(completionRequest('m', request, shape)).toMatchObject({
      messages: [
        {
          role: 'user',
          name: 'Ann_Lee',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
          ],
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'x', type: 'function', function: { name: 'look' } }],
        },
        { role: 'tool', tool_call_id: 'x', content: 'A cat' },
      ],
      tools: [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }],
      tool_choice: 'required',
    });
  });

  it.each([
    ['messages[0].name is not supported', { names: false }],
    ["Unknown field 'tool_choice'", { toolChoice: false }],
  ])('omits what a server rejects: %s', (words, conceded) => {
    const failure = {
      error: new TuteeError('rejected_request', ''),
      retryable: false,
      busy: false,
      waitMs: null,
      status: 400,
      words,
      sizes: { window: null, asked: null },
    };
    const next = withoutRejected(shape, request, failure);
    expect(next).toEqual({ ...shape, ...conceded });
    // What it names was left out: what else is optional is left out once.
    const bare = next && withoutRejected(next, request, failure);
    expect(bare).toEqual({
      ...shape,
      ...conceded,
      usage: false,
      schema: false,
      temperature: false,
      toolChoice: false,
      toolSchemas: false,
      effort: false,
    });
    expect(bare && withoutRejected(bare, request, failure)).toBeNull();
    const body = JSON.stringify(completionRequest('m', request, next ?? shape));
    expect(body.includes('Ann_Lee') && body.includes('tool_choice')).toBe(false);
  });
});

describe('a script', () => {
  it('calls tools and answers their results', async () => {
    const model = new ScriptedChatModel([
      { when: { toolResultIncludes: 'cat' }, reply: 'It is a cat.' },
      {
        when: { tools: true, afterTools: false },
        toolCalls: [{ name: 'look', arguments: { n: 1 } }],
        chunkCharacters: 4,
      },
      { reply: 'No tools.' },
    ]);
    const signal = new AbortController().signal;
    const user = { role: 'user', content: 'x' } as const;
    const tools = [{ name: 'look', description: '', parameters: {} }];
    const { events } = await collectEvents(model.stream({ messages: [user], tools }, signal));
    expect(events).toEqual([
      { type: 'tool-call-delta', callId: 'call_1', name: 'look', argumentsText: '{"n"' },
      { type: 'tool-call-delta', callId: 'call_1', name: 'look', argumentsText: ':1}' },
      { type: 'tool-call-end', call: { id: 'call_1', name: 'look', arguments: '{"n":1}' } },
      { type: 'end', stopReason: 'tool-calls', usage: null },
    ]);
    const results = [{ callId: 'call_1', name: 'look', content: 'A cat', isError: false }];
    const after = { messages: [user, { role: 'tool', results } as const], tools };
    expect((await collectEvents(model.stream(after, signal))).text).toBe('It is a cat.');
    expect((await collectEvents(model.stream({ messages: [user] }, signal))).text).toBe('No tools.');
  });
});
