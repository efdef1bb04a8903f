/** Calls of tools in words, and servers as the fields of a form. */
import { describe, expect, it } from 'vitest';
import { argumentsOf, callLine } from '#renderer/features/chat/tools/call-words.ts';
import { draftOf, fieldsOf } from '#renderer/features/settings/tools/server-fields.ts';
import type { ToolCall } from '#shared/tools/tool-call.ts';
import type { ServerDraft } from '#shared/tools/tool-server.ts';

const call = (changes: Partial<ToolCall>): ToolCall => ({
  id: '01980000-0000-7000-8000-000000000001',
  messageId: '01980000-0000-7000-8000-000000000002',
  conversationId: '01980000-0000-7000-8000-000000000003',
  server: 'Desk',
  tool: 'add',
  arguments: '{}',
  readOnly: false,
  asked: 'yes',
  status: 'done',
  result: '',
  resultLength: 0,
  at: 0,
  endedAt: null,
  ...changes,
});

describe('a call', () => {
  it('is one line, whatever it was given', () => {
    expect(callLine(call({ arguments: '{"a": 2, "b": [1]}' }))).toBe('Used add of Desk: a: 2, b: [ 1 ]');
    expect(callLine(call({ status: 'refused', arguments: '' }))).toBe('Was not allowed to use add of Desk');
    expect(callLine(call({ server: '', status: 'failed', arguments: 'no JSON' }))).toBe(
      'Could not use add: no JSON',
    );
    const long = callLine(call({ arguments: JSON.stringify({ text: `${'x'.repeat(79)}😀 and\nmore` }) }));
    expect([long.length < 120, long.includes('\n'), long.endsWith('…'), long.isWellFormed()]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('shows what nobody would see', () => {
    expect(argumentsOf(JSON.stringify({ to: 'me\u202E@\u{E0041}x', note: 'a\nb' }))).toEqual([
      ['to', 'me\\u{202e}@\\u{e0041}x'],
      ['note', 'a\nb'],
    ]);
    for (const text of ['', '[1]', 'null', '"x"', '{']) expect(argumentsOf(text)).toBeNull();
  });
});

describe('a server in a form', () => {
  const drafts: readonly ServerDraft[] = [
    {
      name: 'Files',
      transport: { type: 'stdio', command: 'npx', args: ['-y', 'a server', '/home/me'], cwd: '/tmp' },
      secrets: { KEY: 'a=b', EMPTY: '' },
    },
    {
      name: 'Web',
      transport: { type: 'http', url: 'https://example.com/mcp' },
      secrets: { 'X-Key': 'a: b' },
    },
  ];

  it('comes back as it was', () => {
    for (const draft of drafts) expect(draftOf(fieldsOf(draft))).toEqual(draft);
  });
});
