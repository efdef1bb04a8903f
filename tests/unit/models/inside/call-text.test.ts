import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallReader, callText } from '#main/models/inside/call-text.ts';

const tools = ['kettle', 'blinds'].map((name) => ({ name, description: '', parameters: { type: 'object' } }));

/** Reads an answer cut into these pieces. */
function read(pieces: readonly string[]): { text: string; calls: { name: string; arguments: string }[] } {
  const reader = new CallReader(tools);
  const parts = [...pieces.map((piece) => reader.push(piece)), reader.finish()];
  return { text: parts.map(({ text }) => text).join(''), calls: parts.flatMap(({ calls }) => [...calls]) };
}

const call = callText({ name: 'kettle', arguments: '{"cups":2}' });
const other = callText({ name: 'blinds', arguments: '{}' });

describe('CallReader', () => {
  it.each([
    ['one call', call, '', ['kettle']],
    ['two calls in a row', `${call}\n${other}`, '', ['kettle', 'blinds']],
    ['words before a call', `I will see. ${call}`, 'I will see. ', ['kettle']],
    ['a bare object', '{"name":"blinds","parameters":{"to":"half"}}', '', ['blinds']],
    ['arguments as text', '<tool_call>{"name":"kettle","arguments":"{}"}</tool_call>', '', ['kettle']],
    ['plain words', 'Tea at five < six.', 'Tea at five < six.', []],
    ['JSON that is no call', '{"name":"Ada","age":3}', '{"name":"Ada","age":3}', []],
    [
      'a tool that was not offered',
      '<tool_call>{"name":"rm"}</tool_call>',
      '<tool_call>{"name":"rm"}</tool_call>',
      [],
    ],
    ['a call that breaks off', '<tool_call>{"name":"kett', '<tool_call>{"name":"kett', []],
  ])('reads %s, however it is cut', (_, answer, text, names) => {
    fc.assert(
      fc.property(fc.array(fc.nat(answer.length), { maxLength: 8 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), answer.length];
        const found = read(at.slice(1).map((end, index) => answer.slice(at[index], end)));
        expect(found.text).toBe(text);
        expect(found.calls.map(({ name }) => name)).toEqual(names);
      }),
    );
  });

  it('lets text through as it comes', () => {
    const reader = new CallReader(tools);
    expect(reader.push('Good ').text).toBe('Good ');
    expect(reader.push('morning').text).toBe('morning');
  });
});
