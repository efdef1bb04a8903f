import { describe, expect, it } from 'vitest';
import { CompletionReader } from '#main/models/chat-models/parsing/read-completion.ts';
import { callsInText, mayBeCall } from '#main/models/text-calls/calls-in-text.ts';
import type { ModelEvent } from '#shared/models/model.ts';

const offered = new Map([
  ['tide_table', { type: 'object', properties: { port: { type: 'string' }, days: { type: 'integer' } } }],
]);

function answer(text: string, size = 5): ModelEvent[] {
  const reader = new CompletionReader(offered);
  const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
  const events = pieces.flatMap((content) => reader.read({ choices: [{ delta: { content } }] }));
  return [...events, ...reader.finish(true)];
}
const shown = (events: readonly ModelEvent[]) =>
  events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
const called = (events: readonly ModelEvent[]) =>
  events.flatMap((event) => (event.type === 'tool-call-end' ? [event.call.arguments] : []));

describe('tool calls in text', () => {
  it('give an argument the type of its schema', () => {
    const text =
      '<function=tide_table><parameter=port>\n12\n</parameter><parameter=days>3</parameter></function>';
    expect(callsInText(text, offered)).toEqual([
      { name: 'tide_table', argumentsText: '{"port":"12","days":3}' },
    ]);
  });

  it.each([
    '<tool_call>{"name":"other","arguments":{}}</tool_call>',
    '<b>tide_table</b> is a tool',
    'tide_table',
    '<tool_call>tide_table and more words</tool_call>',
    '<parameter=port>Brest</parameter>',
    'tide_table(port="Brest"',
  ])('are none in %s', (text) => {
    expect(callsInText(text, offered)).toBeNull();
    expect(shown(answer(text))).toBe(text);
  });

  it('count behind words when they end the answer', () => {
    const events = answer(
      'I will look.\n<tool_call>{"name":"tide_table","arguments":{"port":"Brest"}}</tool_call>',
    );
    expect(shown(events)).toBe('I will look.');
    expect(called(events)).toEqual(['{"port":"Brest"}']);
  });

  it.each([
    'So it looks:\n```\n<tool_call>{"name":"tide_table","arguments":{}}</tool_call>\n```',
    'So it looks:\n<tool_call>{"name":"tide_table","arguments":{}}</tool_call>\nand nothing else.',
    'Write <tool_call>{"name":"tide_table","arguments":{}}</tool_call>',
  ])('are words of an answer that shows one: %s', (text) => {
    expect(shown(answer(text))).toBe(text);
    expect(called(answer(text))).toEqual([]);
  });

  it('hold back no page and no list', () => {
    expect(mayBeCall('<p>Hello', offered)).toBe(false);
    expect(mayBeCall('<ul>\n<li>', offered)).toBe(false);
    expect(mayBeCall('<tool', offered)).toBe(true);
    expect(mayBeCall('> tide_table is a quotation', offered)).toBe(false);
    expect(mayBeCall('>>> import os', offered)).toBe(false);
    expect(mayBeCall('>>>tide', offered)).toBe(true);
  });

  it.each([
    '<|python_tag|>tide_table.call(port="Brest")',
    '<|tool_call_start|>[tide_table(port="Brest")]<|tool_call_end|>',
    '>>>tide_table\n{"port":"Brest"}',
  ])('are read in the marks of further families: %s', (text) => {
    expect(callsInText(text, offered)).toEqual([{ name: 'tide_table', argumentsText: '{"port":"Brest"}' }]);
  });

  it.each([
    '<|python_tag|>os.system(command="ls")',
    '<|tool_call_start|>[tide_table(port=open("x"))]<|tool_call_end|>',
    '>>>tide_table\nis what Python shows',
    'Call tide_table.call(port="Brest") to see.',
  ])('are not what only looks like them: %s', (text) => expect(callsInText(text, offered)).toBeNull());

  it('do not run with arguments that were cut off', () => {
    const reader = new CompletionReader(offered);
    const call = { index: 0, id: 'a', function: { name: 'tide_table', arguments: '{"port": "Bre' } };
    reader.read({ choices: [{ delta: { tool_calls: [call] } }] });
    expect(called(reader.finish(true))).toEqual(['{"port": "Bre']);
  });
});
