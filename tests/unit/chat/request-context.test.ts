import { describe, expect, it } from 'vitest';
import { HISTORY_TOKENS, requestMessages } from '#main/chat/request-context.ts';
import type { Message } from '#shared/conversation.ts';
import { modelMessageText, modelMessageTokens } from '#shared/model-message.ts';

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
    createdAt: 0,
  };
}

const now = new Date('2026-11-23T12:00:00Z');

describe('requestMessages', () => {
  it('puts the memory block into the system message and leaves the history as it is', () => {
    const path = [message('user', 'One'), message('assistant', 'Two'), message('user', 'Three')];
    const before = structuredClone(path);
    const messages = requestMessages({ path, memoryBlock: '<notes>likes teal</notes>', now });
    expect(messages[0]).toMatchObject({
      role: 'system',
      content: expect.stringContaining('<notes>likes teal</notes>') as unknown,
    });
    expect(messages.slice(1).map(modelMessageText)).toEqual(['One', 'Two', 'Three']);
    expect(path).toEqual(before);
    expect(JSON.stringify(messages)).not.toContain('never sent');
  });

  it('sends no empty answers', () => {
    const messages = requestMessages({
      path: [message('user', 'A'), message('assistant', ''), message('user', 'B')],
      memoryBlock: '',
      now,
    });
    expect(messages.map((sent) => sent.role)).toEqual(['system', 'user', 'user']);
  });

  it('sends the newest part of a long conversation, beginning with a user message', () => {
    const long = 'word '.repeat(4_000);
    const path = Array.from({ length: 40 }, (_, index) =>
      message(index % 2 === 0 ? 'user' : 'assistant', `${index} ${long}`),
    );
    path.push(message('user', 'the question'));
    const [, ...sent] = requestMessages({ path, memoryBlock: '', now });
    expect(sent[0]?.role).toBe('user');
    expect(sent.at(-1)).toEqual({ role: 'user', content: 'the question' });
    const tokens = sent.reduce((sum, one) => sum + modelMessageTokens(one), 0);
    expect(tokens).toBeLessThanOrEqual(HISTORY_TOKENS);
    expect(sent.length).toBeGreaterThan(2);
  });

  it('sends the last message even when it alone is over the budget', () => {
    const huge = 'x'.repeat(HISTORY_TOKENS * 8);
    expect(
      requestMessages({
        path: [message('user', 'a'), message('assistant', 'b'), message('user', huge)],
        memoryBlock: '',
        now,
      }),
    ).toHaveLength(2);
  });
});
