import { describe, expect, it } from 'vitest';
import { HISTORY_TOKENS, INSTRUCTIONS, notesFor, requestHistory } from '#main/chat/request-context.ts';
import type { Message } from '#shared/conversation.ts';
import { modelMessageText, modelMessageTokens } from '#shared/models/model-message.ts';

function message(role: Message['role'], text: string): Message {
  return {
    id: '00000000-0000-7000-8000-000000000000',
    conversationId: '00000000-0000-7000-8000-000000000001',
    parentId: null,
    runId: null,
    role,
    speaker: role === 'user' ? 'You' : 'Tutee',
    text,
    reasoning: 'never sent',
    status: 'complete',
    error: null,
    model: null,
    usage: null,
    durationMs: null,
    cut: null,
    shortened: 0,
    createdAt: 0,
  };
}

describe('the context of a request', () => {
  it('contains the messages, and does not change the history', () => {
    const path = [message('user', 'One'), message('assistant', 'Two'), message('user', 'Three')];
    const before = structuredClone(path);
    const { messages } = requestHistory(path);
    expect(messages.map(modelMessageText)).toEqual(['One', 'Two', 'Three']);
    expect(path).toEqual(before);
    expect(JSON.stringify(messages)).not.toContain('never sent');
  });

  it('begins with instructions that never change; the date is beside the message to answer', () => {
    expect(INSTRUCTIONS).toContain('You are Tutee');
    expect(notesFor(new Date(2026, 10, 23), '')).toBe('Today is Monday, November 23, 2026.');
    expect(notesFor(new Date(2026, 10, 23), '<n/>')).toBe('Today is Monday, November 23, 2026.\n\n<n/>');
  });

  it('keeps its beginning for several turns when it is cut, and says how much was left out', () => {
    const long = 'word '.repeat(600);
    const path: Message[] = [];
    const beginnings: unknown[] = [];
    for (let turn = 0; turn < 120; turn += 1) {
      path.push(message('user', `${turn} ${long}`), message('assistant', `${turn} fine`));
      const { messages, leftOut } = requestHistory([...path, message('user', 'next')]);
      expect(messages.length + leftOut).toBe(path.length + 1);
      if (leftOut > 0) beginnings.push(messages[0]);
    }
    const changes = beginnings.filter(
      (first, at) =>
        at > 0 && first !== undefined && JSON.stringify(first) !== JSON.stringify(beginnings[at - 1]),
    );
    expect(beginnings.length).toBeGreaterThan(50);
    expect(changes.length).toBeLessThan(beginnings.length / 5);
  });

  it('omits empty answers', () => {
    const path = [message('user', 'A'), message('assistant', ''), message('user', 'B')];
    expect(requestHistory(path).messages.map((sent) => sent.role)).toEqual(['user', 'user']);
  });

  it('contains the newest part of a long conversation, beginning with a user message', () => {
    const long = 'word '.repeat(4_000);
    const path = Array.from({ length: 40 }, (_, index) =>
      message(index % 2 === 0 ? 'user' : 'assistant', `${index} ${long}`),
    );
    path.push(message('user', 'the question'));
    const sent = requestHistory(path).messages;
    expect(sent[0]?.role).toBe('user');
    expect(sent.at(-1)).toEqual({ role: 'user', content: 'the question' });
    const tokens = sent.reduce((sum, one) => sum + modelMessageTokens(one), 0);
    expect(tokens).toBeLessThanOrEqual(HISTORY_TOKENS);
    expect(sent.length).toBeGreaterThan(2);
  });

  it('contains the last message even when it exceeds the budget', () => {
    const huge = 'x'.repeat(HISTORY_TOKENS * 8);
    const path = [message('user', 'a'), message('assistant', 'b'), message('user', huge)];
    expect(requestHistory(path).messages).toHaveLength(1);
  });
});
