import { describe, expect, it } from 'vitest';
import { ChatSearch } from '#main/store/conversations/chat-search.ts';
import { ChatTexts } from '#main/store/conversations/chat-texts.ts';
import { signaturePlaces, TextSignature } from '#main/store/conversations/text-signature.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { Store } from '#main/store/store.ts';
import type { Message } from '#shared/conversation.ts';
import { foldText } from '#shared/text-search.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** A store with one chat, and a search that keeps texts from one search to the next. */
function desk() {
  const dataDir = temporaryFolder();
  const store = openStore(dataDir);
  const texts = new ChatTexts();
  const search = new ChatSearch(inspect(dataDir), texts);
  const found = (query: string) =>
    search.search(query, 20).map(({ messageId, excerpt }) => messageId ?? excerpt);
  return { store, chat: newChat(store), found, search };
}

function newChat(store: Store): string {
  const id = uuid7();
  store.conversations.create({
    id,
    title: 'A chat',
    temporary: false,
    projectId: null,
    sendsPrivate: false,
    createdAt: 1,
    updatedAt: 1,
  });
  return id;
}

let at = 0;

function say(
  store: Store,
  conversationId: string,
  text: string,
  status: Message['status'] = 'complete',
): string {
  at += 1;
  const message: Message = {
    id: uuid7(),
    conversationId,
    parentId: null,
    runId: null,
    role: 'assistant',
    speaker: 'Tutee',
    text,
    reasoning: '',
    status,
    error: null,
    model: null,
    usage: null,
    durationMs: null,
    cut: null,
    shortened: 0,
    createdAt: at,
  };
  store.conversations.append(message);
  return message.id;
}

describe('a search in all chats finds', () => {
  it('what came since the last search, and the newest message with all words', () => {
    const { store, chat, found } = desk();
    const first = say(store, chat, 'The tide table of March');
    expect(found('tide march')).toEqual([first]);
    const second = say(store, chat, 'Another TIDE, in March');
    expect(found('tide march')).toEqual([second]);
    expect(found('table')).toEqual([first]);
    expect(found('tidal')).toEqual([]);
  });

  it('parts of words, single letters and words of scripts without spaces', () => {
    const { store, chat, found } = desk();
    const message = say(store, chat, 'Überfahrt mit der Fähre; 帆船で海を渡る');
    for (const query of ['fahr', 'fähre', 'FAHRE', 'u', '船', '帆船', '海を渡る'])
      expect(found(query)).toEqual([message]);
    expect(found('渡海')).toEqual([]);
  });

  it('an answer while it is written, and what it became', () => {
    const { store, chat, found } = desk();
    const answer = say(store, chat, 'The harbour', 'streaming');
    expect(found('harbour')).toEqual([answer]);
    store.conversations.grow(answer, { text: 'The harbour master', reasoning: '' });
    expect(found('master')).toEqual([answer]);
    store.conversations.update(answer, { text: 'The harbour master sleeps', status: 'complete' });
    say(store, chat, 'Next');
    expect(found('sleeps')).toEqual([answer]);
  });

  it('nothing of what was changed or deleted since', () => {
    const { store, chat, found } = desk();
    const other = newChat(store);
    const kept = say(store, other, 'A lantern here');
    const changed = say(store, chat, 'A lantern there');
    expect(found('lantern')).toHaveLength(2);
    store.conversations.update(changed, { text: 'Removed' });
    expect(found('lantern')).toEqual([kept]);
    store.conversations.remove(other);
    expect(found('lantern')).toEqual([]);
    const again = say(store, chat, 'A lantern again');
    expect(found('lantern')).toEqual([again]);
  });

  it('a title before any message', () => {
    const { store, chat, found } = desk();
    say(store, chat, 'a chat about chats');
    expect(found('a chat')).toEqual(['']);
  });
});

describe('the signature of a text', () => {
  it('never rules out a word that is in it', () => {
    const text = foldText('Çok güzel bir gün; ein schöner Tag. 良い一日を! 😀 x');
    const signature = new TextSignature();
    signature.add(text);
    for (let start = 0; start < text.length; start += 1)
      for (let end = start + 1; end <= Math.min(text.length, start + 9); end += 1)
        expect(signature.mayHave(signaturePlaces(text.slice(start, end)))).toBe(true);
  });

  it('rules out most words that are not', () => {
    const signature = new TextSignature();
    signature.add('the quick brown fox jumps over the lazy dog '.repeat(300));
    const words = ['zebra', 'violin', 'quicker', 'foxes', 'browny', 'lantern', 'jumper', 'dogma'];
    expect(words.filter((word) => signature.mayHave(signaturePlaces(word)))).toEqual([]);
  });
});
