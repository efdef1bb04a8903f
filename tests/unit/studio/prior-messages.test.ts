import { describe, expect, it, onTestFinished } from 'vitest';
import { ConversationRepository } from '#main/store/conversations/conversation-repository.ts';
import { openMemoryDatabase } from '#main/store/file/open-database.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { priorMessages } from '#main/studio/memory/prior-messages.ts';
import { isByPerson } from '#main/engine/people/message-author.ts';
import type { Message } from '#shared/conversation.ts';

function chatWith(...said: readonly (readonly [speaker: string, text: string, runId: string | null])[]) {
  const database = openMemoryDatabase();
  onTestFinished(() => void database.close());
  const chats = new ConversationRepository(database, { temporary: true, remembered: () => [] });
  const conversationId = uuid7();
  const at = { createdAt: 1, updatedAt: 1 };
  chats.create({
    id: conversationId,
    title: 'Chat',
    temporary: true,
    projectId: null,
    sendsPrivate: false,
    ...at,
  });
  const runs = new Set(said.flatMap(([, , runId]) => runId ?? []));
  for (const id of runs)
    database.exec(`INSERT INTO agent_runs (id, name, task, status, started_at, updated_at)
      VALUES ('${id}', 'Team', 'Go', 'complete', 1, 1)`);
  said.reduce<string | null>((parentId, [speaker, text, runId], index) => {
    const message: Message = {
      id: uuid7(),
      conversationId,
      parentId,
      runId,
      role: speaker === 'You' ? 'user' : 'assistant',
      speaker,
      text,
      reasoning: '',
      status: 'complete',
      error: null,
      model: null,
      usage: null,
      durationMs: null,
      cut: null,
      shortened: 0,
      createdAt: index + 1,
    };
    chats.append(message);
    return message.id;
  }, null);
  return { chats, conversationId };
}

describe('priorMessages', () => {
  it('returns the messages outside the run, people as the user, without the person mark', () => {
    const { chats, conversationId } = chatWith(
      ['You', 'What do I pack?', null],
      ['Tutee', 'Boots.', null],
      ['You', 'Which way?', 'own'],
      ['helper', 'By ferry.', 'own'],
      ['You', 'Name a tree', 'other'],
      ['namer', 'The oak.', 'other'],
      ['Tutee', '', null],
    );
    const before = priorMessages(chats, conversationId, 'own', new Set());
    expect(before.map(({ source, content }) => [source, content])).toEqual([
      ['user', 'What do I pack?'],
      ['Tutee', 'Boots.'],
      ['user', 'Name a tree'],
      ['namer', 'The oak.'],
    ]);
    expect(before.filter(isByPerson)).toEqual([]);
  });

  it('is empty for a chat that is not created yet', () => {
    const { chats } = chatWith();
    expect(priorMessages(chats, uuid7(), 'own', new Set())).toEqual([]);
  });
});
