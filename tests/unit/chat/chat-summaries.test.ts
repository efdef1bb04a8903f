import { describe, expect, it } from 'vitest';
import { ChatSummaries } from '#main/chat/chat-summaries.ts';
import type { Summarising } from '#main/chat/ports/answering.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { openStore } from '../../support/open-store.ts';

const conversation: Conversation = {
  id: 'chat',
  title: 'A',
  temporary: false,
  projectId: null,
  sendsPrivate: false,
  createdAt: 1,
  updatedAt: 1,
};

function message(id: string, role: Message['role'], parentId: string | null, text: string): Message {
  const whole = { reasoning: '', status: 'complete', error: null, model: null, usage: null } as const;
  const said = { id, conversationId: 'chat', parentId, runId: null, role, text, speaker: 'You' };
  return { ...said, ...whole, durationMs: null, cut: null, shortened: 0, createdAt: 1 };
}

const model = (name: string, local = true): ChatModel => ({
  name,
  local,
  provider: 'harbour',
  stream: async function* none() {
    // Never asked here: `summarise` answers.
  },
});

/** A chat of so many turns, and what was asked to be summarised. */
function open(turns: number, size = 40) {
  const asked: { before: string | null; texts: string[] }[] = [];
  const summarise: Summarising = (_model, before, messages) => {
    asked.push({ before, texts: messages.map(modelMessageText) });
    return Promise.resolve({ text: `Summary ${asked.length}`, used: null });
  };
  const store = openStore().conversations;
  store.create(conversation);
  const pending: Promise<unknown>[] = [];
  let at = 10;
  const summaries = new ChatSummaries({
    summarise,
    queue: {
      afterCaptures: (_model, work) => {
        const done = work(new AbortController().signal);
        pending.push(done);
        return done;
      },
    },
    usage: { add: () => undefined },
    pause: () => new Promise(setImmediate),
    now: () => (at += 1),
  });
  let last: string | null = null;
  for (let turn = 0; turn < turns; turn += 1) {
    const user = message(`q${turn}`, 'user', last, `Question ${turn} ${'on knots '.repeat(size)}`);
    const answer = message(`a${turn}`, 'assistant', user.id, `Answer ${turn} ${'on ropes '.repeat(size)}`);
    store.startTurn(null, user, answer);
    last = answer.id;
  }
  const path = () => store.pathTo(last ?? '');
  const update = async (leftOut: number, by: ChatModel) => {
    const told = summaries.tell(path(), store, by);
    summaries.updateInBackground({ store, conversation, told, leftOut }, by);
    await Promise.all(pending);
  };
  return { summaries, store, path, update, asked };
}

describe('the summary of what a model no longer reads', () => {
  it('stands for the messages that were left out, for the model that wrote it alone', async () => {
    const { summaries, store, path, update } = open(5);
    const reader = model('quokka');
    expect(summaries.tell(path(), store, reader)).toMatchObject({ summary: null, covered: 0 });
    await update(4, reader);
    const told = summaries.tell(path(), store, reader);
    expect(told).toMatchObject({ summary: { text: 'Summary 1', untilId: 'a1' }, covered: 4 });
    expect(told.rest.map(({ id }) => id)).toEqual(['q2', 'a2', 'q3', 'a3', 'q4', 'a4']);
    expect(summaries.tell(path(), store, model('wombat'))).toMatchObject({ summary: null, covered: 0 });
  });

  it('is written on from the one before', async () => {
    const { summaries, store, path, update, asked } = open(6);
    const reader = model('quokka');
    await update(2, reader);
    await update(4, reader);
    expect(asked[1]?.before).toBe('Summary 1');
    expect(asked[1]?.texts[0]).toContain('Question 1');
    expect(summaries.tell(path(), store, reader)).toMatchObject({
      summary: { text: 'Summary 2', untilId: 'a2' },
      covered: 6,
    });
  });

  it('is made from all that was cut, each shortened, and of no more than the model has just read', async () => {
    const { update, asked } = open(8, 300);
    await update(14, model('quokka'));
    expect(asked[0]?.texts).toHaveLength(14);
    expect(asked[0]?.texts.join('').length).toBeLessThan(8_000);
  });

  it('is not told once a message that it covers may not be sent', async () => {
    const { summaries, store, path, update } = open(5);
    const elsewhere = model('quokka', false);
    await update(4, elsewhere);
    const withoutPrivate = path().filter(({ id }) => id !== 'q1' && id !== 'a1');
    expect(summaries.tell(withoutPrivate, store, elsewhere)).toMatchObject({ summary: null, covered: 0 });
  });

  it('belongs to its branch', async () => {
    const { summaries, store, update } = open(5);
    const reader = model('quokka');
    await update(4, reader);
    const other = message('q1b', 'user', 'a0', 'Another question');
    expect(summaries.tell([...store.pathTo('a0'), other], store, reader).summary).toBeNull();
  });

  it('is not saved when the messages changed while it was written', async () => {
    const { summaries, store, path } = open(5);
    const reader = model('quokka');
    const told = summaries.tell(path(), store, reader);
    store.update('q0', { text: '[removed]' });
    summaries.updateInBackground({ store, conversation, told, leftOut: 2 }, reader);
    await new Promise(setImmediate);
    expect(store.summariesOf('chat')).toEqual([]);
  });

  it('is saved between two answers, so that it is known which were told it', async () => {
    const { summaries, store, path } = open(5);
    const reader = model('quokka');
    const told = summaries.tell(path(), store, reader);
    const asked = message('q5', 'user', 'a4', 'And?');
    const answer: Message = {
      ...message('a5', 'assistant', 'q5', ''),
      status: 'streaming',
      model: 'quokka',
      provider: 'harbour',
      createdAt: 11,
    };
    store.startTurn(null, asked, answer);
    summaries.updateInBackground({ store, conversation, told, leftOut: 2 }, reader);
    await new Promise(setImmediate);
    expect(store.summariesOf('chat')).toEqual([]);
    store.update('a5', { status: 'complete', text: 'So.' });
    await expect.poll(() => store.summariesOf('chat')).toHaveLength(1);
    expect(summaries.toldWith({ ...answer, createdAt: 10 }, store)).toBeNull();
    expect(summaries.toldWith({ ...answer, createdAt: 1_000 }, store)).toBe('Summary 1');
  });

  it('goes with its chat', async () => {
    const { store, update } = open(5);
    await update(4, model('quokka'));
    expect(store.summariesOf('chat')).toHaveLength(1);
    store.remove('chat');
    expect(store.summariesOf('chat')).toEqual([]);
  });
});
