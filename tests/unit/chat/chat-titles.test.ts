import { describe, expect, it } from 'vitest';
import { ChatTitles } from '#main/chat/titles/chat-titles.ts';
import { titleFrom } from '#main/chat/titles/title.ts';
import type { ConversationRepository } from '#main/store/conversations/conversation-repository.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { addStep, byUser, memoryValue } from '../../support/memory-samples.ts';
import { openStore } from '../../support/open-store.ts';

const long = `My landlord wants to put the rent up by nine percent from the first of March. ${'He says the boiler was dear. '.repeat(4)}`;

const model = (local: boolean): ChatModel => ({
  name: 'quokka',
  local,
  stream: async function* none() {
    // Never asked here: `askTitle` answers.
  },
});

function message(id: string, role: Message['role'], parentId: string | null, text: string): Message {
  const whole = { reasoning: '', status: 'complete', error: null, model: null, usage: null } as const;
  const said = { id, conversationId: 'chat', parentId, runId: null, role, text, speaker: 'You' };
  return { ...said, ...whole, durationMs: null, cut: null, shortened: 0, createdAt: 1 };
}

/** A chat with one turn. @param said what the model gives as a title. */
function open(text: string, said: string, { temporary = false, meanwhile = (): void => undefined } = {}) {
  const opened = openStore();
  const store: ConversationRepository = temporary ? opened.temporaryConversations : opened.conversations;
  const conversation: Conversation = {
    id: 'chat',
    title: titleFrom(text),
    temporary,
    projectId: null,
    sendsPrivate: false,
    createdAt: 1,
    updatedAt: 1,
  };
  store.create(conversation);
  const user = message('q', 'user', null, text);
  const answer = message('a', 'assistant', 'q', 'You can object within two months.');
  store.startTurn(null, user, answer);
  const asked: string[] = [];
  const published: string[] = [];
  const pending: Promise<unknown>[] = [];
  const titles = new ChatTitles({
    askTitle: (_model, words) => {
      asked.push(words);
      meanwhile();
      return Promise.resolve({ title: said, used: null });
    },
    queue: {
      afterCaptures: (_model, work) => {
        const done = work(new AbortController().signal);
        pending.push(done);
        return done;
      },
    },
    usage: { add: () => undefined },
    publish: (name) => void published.push(name),
    now: () => 5,
  });
  const askTitle = async (by = model(true), later: Partial<Message> = {}) => {
    titles.nameInBackground({ store, conversation, user: { ...user, ...later }, answer }, by);
    await Promise.all(pending);
    return store.get('chat')?.title;
  };
  const redact = (id: string) => store.update(id, { text: '[forgotten]' });
  return { opened, store, askTitle, asked, published, redact };
}

describe('the title of a chat by the model', () => {
  it('takes the place of a title that could not hold the first message, and keeps the place in the list', async () => {
    const { askTitle, published, store } = open(long, '  **"Rent increase in March"**.\nI hope it helps');
    expect(await askTitle()).toBe('Rent increase in March');
    expect(published).toEqual(['conversation-changed']);
    expect(store.get('chat')?.updatedAt).toBe(1);
  });

  it.each(['Plan my Saturday in Porto.', 'hi'])(
    'is not asked for where “%s” is a title by itself',
    async (text) => {
      const { askTitle, asked } = open(text, 'Another title');
      expect(await askTitle()).toBe(text);
      expect(asked).toEqual([]);
    },
  );

  it('never replaces one that the user gave, even while the model thinks', async () => {
    const before = open(long, 'By the model');
    before.store.rename('chat', 'Mine', 2);
    expect(await before.askTitle()).toBe('Mine');
    expect(before.asked).toEqual([]);
    const during: ReturnType<typeof open> = open(long, 'By the model', {
      meanwhile: () => void during.store.rename('chat', 'Mine', 2),
    });
    expect(await during.askTitle()).toBe('Mine');
  });

  it.each([
    ['the first message', 'q'],
    ['the answer', 'a'],
  ])('is not taken when words of %s were forgotten for good while the model thought', async (_what, id) => {
    const chat: ReturnType<typeof open> = open(long, 'By the model', { meanwhile: () => chat.redact(id) });
    expect(await chat.askTitle()).toBe(titleFrom(long));
    expect(chat.asked).toHaveLength(1);
  });

  it('is not asked for with words that were forgotten for good before its turn', async () => {
    const chat = open(long, 'By the model');
    chat.redact('q');
    expect(await chat.askTitle()).toBe(titleFrom(long));
    expect(chat.asked).toEqual([]);
  });

  it('is not asked of a model elsewhere where the turn is private, unless the chat allows it', async () => {
    const chat = open(long, 'By the model');
    const secret = addStep(memoryValue('My rent is 900 euros', { private: true }));
    chat.opened.memories.apply([secret], byUser(2, { messageId: 'q' }));
    expect(await chat.askTitle(model(false))).toBe(titleFrom(long));
    expect(chat.asked).toEqual([]);
    chat.store.sendPrivate('chat', true);
    expect(await chat.askTitle(model(false))).toBe('By the model');
  });

  it('is not asked for in a temporary chat, nor after the first message', async () => {
    const temporary = open(long, 'By the model', { temporary: true });
    expect(await temporary.askTitle()).toBe(titleFrom(long));
    const second = open(long, 'By the model');
    expect(await second.askTitle(model(true), { parentId: 'x' })).toBe(titleFrom(long));
    expect([...temporary.asked, ...second.asked]).toEqual([]);
  });

  it.each(['', '\n\n', 'x'.repeat(200)])('is not taken from %j', async (said) => {
    expect(await open(long, said).askTitle()).toBe(titleFrom(long));
  });
});
