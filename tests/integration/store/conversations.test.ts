import { describe, expect, it, onTestFinished } from 'vitest';
import { ConversationRepository } from '#main/store/conversations/conversation-repository.ts';
import { openMemoryDatabase } from '#main/store/file/open-database.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { conversationSchema, messageViewSchema } from '#shared/conversation.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import { recallReportSchema } from '#shared/memory/recall.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const notFound: unknown = expect.objectContaining({ code: 'not_found' });

function conversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: uuid7(),
    title: 'New chat',
    temporary: false,
    projectId: null,
    sendsPrivate: false,
    createdAt: 1,
    updatedAt: 1,
    ...changes,
  };
}

function message(conversationId: string, role: Message['role'], changes: Partial<Message> = {}): Message {
  return {
    id: uuid7(),
    conversationId,
    parentId: null,
    runId: null,
    role,
    speaker: role === 'user' ? 'You' : 'Tutee',
    text: '',
    reasoning: '',
    status: role === 'user' ? 'complete' : 'streaming',
    error: null,
    model: null,
    usage: null,
    durationMs: null,
    cut: null,
    shortened: 0,
    createdAt: 1,
    ...changes,
  };
}

/** Adds a question and its answer after `parentId`, and gives both. */
function turn(chats: ConversationRepository, conversationId: string, parentId: string | null, at = 1) {
  const user = message(conversationId, 'user', { parentId, text: `Question ${at}`, createdAt: at });
  const answer = message(conversationId, 'assistant', { parentId: user.id, createdAt: at });
  chats.startTurn(uuid7(), user, answer);
  return { user, answer };
}

function chatsInMemory(): ConversationRepository {
  const database = openMemoryDatabase();
  onTestFinished(() => void database.close());
  return new ConversationRepository(database, { temporary: true, remembered: () => [] });
}

const candidate = {
  memoryId: uuid7(),
  kind: 'fact',
  scope: { type: 'project', id: uuid7() },
  text: 'I like tea',
  route: 'recalled',
  outcome: 'used',
  parts: { words: 0.5, meaning: 0.25, recency: 0, use: 0, pinned: 0, total: 0.4 },
  matchedCue: 'drinks',
  updatedAt: 3,
} as const;

const report: RecallReport = {
  query: 'What do I drink?',
  candidates: [candidate, { ...candidate, memoryId: uuid7(), outcome: 'below_gate', matchedCue: null }],
  gate: 0.3,
  budgetTokens: 1_500,
  usedTokens: 4,
  tookMs: 1.25,
  embedder: 'sample@1/16',
};

describe('conversations', () => {
  it('are listed newest first by last message, which renaming does not change', () => {
    const { conversations } = openStore();
    const [old, busy, quiet] = [
      conversation({ createdAt: 1 }),
      conversation(),
      conversation({ updatedAt: 5 }),
    ];
    for (const each of [old, busy, quiet]) conversations.create(each);
    turn(conversations, busy.id, null, 9);
    conversations.rename(old.id, 'Renamed', 20);
    const { items, total } = conversations.list(10, 0);
    expect(items.map((item) => item.id)).toEqual([busy.id, quiet.id, old.id]);
    expect(items[2]).toEqual({ ...old, title: 'Renamed', updatedAt: 20 });
    expect(total).toBe(3);
    expect(conversations.list(1, 1).items.map((item) => item.id)).toEqual([quiet.id]);
    for (const item of items) conversationSchema.parse(item);
  });

  it('that do not exist are reported as not found', () => {
    const { conversations } = openStore();
    expect(conversations.get(uuid7())).toBeUndefined();
    expect(conversations.message(uuid7())).toBeUndefined();
    expect(conversations.view(uuid7())).toBeUndefined();
    expect(conversations.pathTo(uuid7())).toEqual([]);
    expect(() => conversations.rename(uuid7(), 'x', 1)).toThrow(notFound);
    expect(() => conversations.remove(uuid7())).toThrow(notFound);
    expect(() => conversations.branch(uuid7(), 5)).toThrow(notFound);
  });

  it('are removed with all that belongs to them, and nothing else', () => {
    const dataDir = temporaryFolder();
    const { conversations } = openStore(dataDir);
    const [gone, kept] = [conversation(), conversation()];
    for (const each of [gone, kept]) {
      conversations.create(each);
      const { user, answer } = turn(conversations, each.id, null);
      conversations.setCapture(user.id, { status: 'pending', error: null });
      conversations.saveReceipt(answer.id, report);
    }
    conversations.remove(gone.id);
    const database = inspect(dataDir);
    const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(
      ['conversations', 'messages', 'turns', 'captures', 'receipts', 'receipt_items'].map(count),
    ).toEqual([1, 2, 1, 1, 1, 2]);
  });
});

describe('the tree of messages', () => {
  it('shows the branch that grew last', () => {
    const { conversations } = openStore();
    const chat = conversation();
    conversations.create(chat);
    const first = turn(conversations, chat.id, null, 1);
    const second = turn(conversations, chat.id, first.answer.id, 2);
    const beside = message(chat.id, 'assistant', { parentId: first.user.id, createdAt: 3 });
    conversations.startTurn(null, null, beside);
    const shown = () => conversations.branch(chat.id, 10).messages.map((each) => each.id);
    expect(shown()).toEqual([first.user.id, beside.id]);
    expect(conversations.pathTo(second.answer.id).map((each) => each.id)).toEqual([
      first.user.id,
      first.answer.id,
      second.user.id,
      second.answer.id,
    ]);
    const edited = turn(conversations, chat.id, null, 4);
    expect(shown()).toEqual([edited.user.id, edited.answer.id]);
  });

  it('is read in pages and can be removed, also 5,000 messages deep', () => {
    const conversations = chatsInMemory();
    const chat = conversation({ temporary: true });
    conversations.create(chat);
    let parentId: string | null = null;
    const ids: string[] = [];
    for (let index = 0; index < 2_500; index += 1) {
      const { user, answer } = turn(conversations, chat.id, parentId, index);
      ids.push(user.id, answer.id);
      parentId = answer.id;
    }
    const last = conversations.branch(chat.id, 200);
    expect(last.messages.map((each) => each.id)).toEqual(ids.slice(-200));
    expect(last.hasEarlier).toBe(true);
    const before = conversations.branch(chat.id, 200, ids[200]);
    expect(before.messages.map((each) => each.id)).toEqual(ids.slice(0, 200));
    expect(before.hasEarlier).toBe(false);
    expect(conversations.branch(chat.id, 200, ids[0])).toEqual({ messages: [], hasEarlier: false });
    expect(conversations.pathTo(ids.at(-1) ?? '')).toHaveLength(5_000);
    conversations.remove(chat.id);
    expect(conversations.message(ids[0] ?? '')).toBeUndefined();
  });

  it('refuses to page from a message of another conversation', () => {
    const { conversations } = openStore();
    const [one, other] = [conversation(), conversation()];
    for (const each of [one, other]) conversations.create(each);
    const { user } = turn(conversations, other.id, null);
    expect(() => conversations.branch(one.id, 5, user.id)).toThrow(notFound);
    expect(conversations.branch(one.id, 5)).toEqual({ messages: [], hasEarlier: false });
  });
});

describe('a turn', () => {
  it('is found by its request id, and not started twice', () => {
    const { conversations } = openStore();
    const chat = conversation();
    conversations.create(chat);
    const requestId = uuid7();
    const user = message(chat.id, 'user');
    const answer = message(chat.id, 'assistant', { parentId: user.id });
    expect(conversations.turnOf(requestId)).toBeUndefined();
    conversations.startTurn(requestId, user, answer);
    expect(conversations.turnOf(requestId)).toEqual({ userMessageId: user.id, answerId: answer.id });
    const again = message(chat.id, 'user');
    expect(() =>
      conversations.startTurn(requestId, again, message(chat.id, 'assistant', { parentId: again.id })),
    ).toThrow('UNIQUE');
    expect(conversations.message(again.id)).toBeUndefined();
    expect(conversations.branch(chat.id, 5).messages).toHaveLength(2);
  });

  it('is not started in a deleted conversation', () => {
    const { conversations } = openStore();
    const user = message(uuid7(), 'user');
    const answer = message(user.conversationId, 'assistant', { parentId: user.id });
    expect(() => conversations.startTurn(uuid7(), user, answer)).toThrow(notFound);
  });

  it('leaves no conversation behind when its start cannot be saved', () => {
    const { conversations } = openStore();
    const begun = conversation();
    expect(() =>
      conversations.inTransaction(() => {
        conversations.create(begun);
        turn(conversations, begun.id, null);
        throw new Error('The disk is full');
      }),
    ).toThrow('The disk is full');
    expect(conversations.list(10, 0)).toEqual({ items: [], total: 0 });
  });

  it('is shown with its receipt, learning and versions', () => {
    const { conversations, memories } = openStore();
    const chat = conversation();
    conversations.create(chat);
    const { user, answer } = turn(conversations, chat.id, null);
    memories.apply([addStep(memoryValue('I like tea'))], byUser(2, { messageId: user.id }));
    conversations.setCapture(user.id, { status: 'done', error: null });
    conversations.saveReceipt(answer.id, report);
    const error = { code: 'timeout', fault: 'model', message: 'Too slow.' } as const;
    const changes = {
      text: 'Tea.',
      reasoning: 'Hm',
      status: 'failed',
      error,
      model: 'm',
      usage: { promptTokens: 3, completionTokens: 1 },
      durationMs: 1.5,
    } as const;
    conversations.update(answer.id, changes);
    const [asked, answered] = conversations.branch(chat.id, 5).messages;
    expect(asked).toMatchObject({
      ...user,
      remembered: [{ text: 'I like tea', action: 'added' }],
      capture: { status: 'done', error: null },
      receipt: null,
    });
    expect(answered).toEqual({
      ...answer,
      ...changes,
      remembered: [],
      capture: null,
      receipt: { used: 1, leftOut: 1 },
      versions: null,
      original: null,
      leftOut: 0,
    });
    expect(conversations.view(user.id)).toEqual(asked);
    for (const view of [asked, answered]) messageViewSchema.parse(view);
    conversations.setCapture(user.id, null);
    expect(conversations.view(user.id)?.capture).toBeNull();
  });

  it('keeps its receipt until another replaces it', () => {
    const { conversations } = openStore();
    const chat = conversation();
    conversations.create(chat);
    const { answer } = turn(conversations, chat.id, null);
    expect(conversations.receipt(answer.id)).toBeUndefined();
    conversations.saveReceipt(answer.id, report);
    expect(conversations.receipt(answer.id)).toEqual(report);
    expect(recallReportSchema.parse(report)).toEqual(report);
    conversations.saveReceipt(answer.id, { ...report, candidates: [] });
    expect(conversations.receipt(answer.id)).toEqual({ ...report, candidates: [] });
  });

  it('that was deleted while it was being answered stays deleted', () => {
    const { conversations } = openStore();
    const chat = conversation();
    conversations.create(chat);
    const { user, answer } = turn(conversations, chat.id, null);
    conversations.remove(chat.id);
    conversations.update(answer.id, { text: 'Too late' });
    conversations.saveReceipt(answer.id, report);
    conversations.setCapture(user.id, { status: 'done', error: null });
    expect(conversations.message(answer.id)).toBeUndefined();
    expect(conversations.receipt(answer.id)).toBeUndefined();
  });
});

describe('after Tutee was killed', () => {
  it('unfinished answers are stopped, or failed if empty, and unfinished learning is failed', () => {
    const dataDir = temporaryFolder();
    const store = openStore(dataDir);
    const chat = conversation();
    store.conversations.create(chat);
    const done = turn(store.conversations, chat.id, null, 1);
    store.conversations.update(done.answer.id, { status: 'complete' });
    store.conversations.setCapture(done.user.id, { status: 'done', error: null });
    const cut = turn(store.conversations, chat.id, done.answer.id, 2);
    store.conversations.update(cut.answer.id, { text: 'Half an ans' });
    store.conversations.setCapture(cut.user.id, { status: 'pending', error: null });
    const silent = turn(store.conversations, chat.id, cut.answer.id, 3);
    store.close();

    const { conversations } = openStore(dataDir);
    conversations.settleInterrupted(Number.POSITIVE_INFINITY);
    expect(conversations.view(cut.answer.id)).toMatchObject({ text: 'Half an ans', status: 'stopped' });
    expect(conversations.view(silent.answer.id)).toMatchObject({
      status: 'failed',
      error: { message: 'Tutee was closed before an answer came. Try again.' },
    });
    expect(conversations.view(cut.user.id)?.capture).toEqual({
      status: 'failed',
      error: {
        code: 'internal',
        fault: 'system',
        message: 'Tutee was closed before it finished learning from this message.',
      },
    });
    expect(conversations.view(done.answer.id)?.status).toBe('complete');
    expect(conversations.view(done.user.id)?.capture).toEqual({ status: 'done', error: null });
  });
});

describe('temporary conversations', () => {
  it('never reach the file, nor others the in-memory database', () => {
    const dataDir = temporaryFolder();
    const { conversations, temporaryConversations } = openStore(dataDir);
    const chat = conversation({ temporary: true, title: 'Not a word of this' });
    expect(() => conversations.create(chat)).toThrow('belongs in the in-memory database');
    expect(() => temporaryConversations.create(conversation())).toThrow('belongs in the in-memory database');
    temporaryConversations.create(chat);
    const { user } = turn(temporaryConversations, chat.id, null);
    expect(temporaryConversations.view(user.id)).toMatchObject({ remembered: [], capture: null });
    expect(temporaryConversations.get(chat.id)).toEqual(chat);
    expect(conversations.list(10, 0)).toEqual({ items: [], total: 0 });
    expect(inspect(dataDir).prepare('SELECT count(*) FROM messages').pluck().get()).toBe(0);
  });

  it('work with any in-memory database', () => {
    const chats = chatsInMemory();
    const chat = conversation({ temporary: true });
    chats.create(chat);
    expect(chats.list(1, 0)).toEqual({ items: [chat], total: 1 });
  });
});
