import { describe, expect, it } from 'vitest';
import type { CaptureNews, MemoryCapture, UserWords } from '#main/chat/ports/capture.ts';
import { TurnCapture } from '#main/chat/capture/turn-capture.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { defaultSettings } from '#shared/settings.ts';
import { openStore } from '../../support/open-store.ts';

const SECRET = 'My locker code is Zanzibar-4711.';
const model: ChatModel = {
  name: 'm',
  local: true,
  stream: async function* none() {
    // Never asked here.
  },
};

/** A chat of one turn whose captures do what `learn` says. */
function open(learn: (words: UserWords, news: CaptureNews) => Promise<[]>) {
  const texts: string[] = [];
  const capture: MemoryCapture = {
    isOffRecord: () => false,
    mayTeach: () => Promise.resolve(true),
    captureExplicit: () =>
      Promise.resolve({ remembered: [], reply: null, complete: false, listed: [], about: [] }),
    captureImplicit: (words, _model, _signal, _policy, news = {}) => {
      texts.push(words.text);
      return learn(words, news);
    },
    captureEdit: () =>
      learn({ conversationId: 'chat', messageId: 'answered', text: SECRET, at: 1, before: null }, {}),
  };
  const store = openStore().conversations;
  const conversation: Conversation = {
    id: 'chat',
    title: 'A',
    temporary: false,
    projectId: null,
    sendsPrivate: false,
    createdAt: 1,
    updatedAt: 1,
  };
  store.create(conversation);
  const user = message('asked', 'user', null, SECRET);
  const answer = message('answered', 'assistant', user.id, SECRET);
  store.startTurn(null, user, answer);
  const turnCapture = new TurnCapture({
    capture,
    editedMessages: { doubted: () => [], settle: () => false },
    settings: () => defaultSettings,
    publish: () => {},
    projects: {
      need: () => {
        throw new Error('Nobody asks for it here.');
      },
      teachingScope: () => ({ type: 'everywhere' }) as const,
    },
  });
  const source = { store, conversation, user };
  const state = (id = 'asked') => store.view(id)?.capture;
  return { texts, source, answer, turnCapture, state };
}

function message(id: string, role: Message['role'], parentId: string | null, text: string): Message {
  const whole = { reasoning: '', status: 'complete', error: null, model: null, usage: null } as const;
  const said = { id, conversationId: 'chat', parentId, runId: null, role, text, speaker: 'You' };
  return { ...said, ...whole, durationMs: null, cut: null, shortened: 0, createdAt: 1 };
}

const turn = () => new Promise(setImmediate);
const refused = () => new TuteeError('invalid_output', `The server refused “${SECRET}”.`);

describe('a capture whose chat lost words for good', () => {
  it('keeps no failure of a model that repeats them', async () => {
    const failing = Promise.withResolvers<[]>();
    const { source, turnCapture, state } = open(() => failing.promise);
    turnCapture.captureInBackground(source, model);
    await turn();
    turnCapture.discard(['chat']);
    failing.reject(refused());
    await turnCapture.settled();
    expect(state()).toMatchObject({ status: 'failed', error: { code: 'cancelled' } });
    expect(JSON.stringify(state())).not.toContain('Zanzibar');
  });

  it('keeps no note of one that had failed before', async () => {
    const rules = Promise.withResolvers<[]>();
    const { source, turnCapture, state } = open((_words, { onFailure }) => {
      onFailure?.(refused().toData());
      return rules.promise;
    });
    turnCapture.markPending(source);
    turnCapture.captureInBackground(source, model);
    await turn();
    turnCapture.discard(['chat']);
    rules.resolve([]);
    await turnCapture.settled();
    expect(state()?.status).toBe('failed');
    expect(JSON.stringify(state())).not.toContain('Zanzibar');
  });

  it('keeps no failure of a model that read an edited answer', async () => {
    const failing = Promise.withResolvers<[]>();
    const { source, answer, turnCapture, state } = open(() => failing.promise);
    const edit = { ...source, answer, original: 'No.', request: 'Which?' };
    turnCapture.captureEditInBackground(edit, () => Promise.resolve(model));
    await turn();
    turnCapture.discard(['chat']);
    failing.reject(refused());
    await turnCapture.settled();
    expect(state('answered')?.status).toBe('failed');
    expect(JSON.stringify(state('answered'))).not.toContain('Zanzibar');
  });

  it('learns nothing from the words it had read before it waited for an answer to end', async () => {
    const { texts, source, turnCapture, state } = open(() => Promise.resolve([]));
    const ended = turnCapture.makeWay();
    turnCapture.captureInBackground(source, model);
    await turn();
    turnCapture.discard(['chat']);
    // Not only after the answer: the page shows what became of it.
    await turnCapture.settled();
    expect(state()?.status).toBe('failed');
    ended();
    await turn();
    expect(texts).toEqual([]);
  });

  it('does not stop the captures of other chats', async () => {
    const { texts, source, turnCapture } = open(() => Promise.resolve([]));
    const ended = turnCapture.makeWay();
    turnCapture.captureInBackground(source, model);
    await turn();
    turnCapture.discard(['another']);
    ended();
    await turnCapture.settled();
    expect(texts).toEqual([SECRET]);
  });
});
