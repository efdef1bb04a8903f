import { describe, expect, it } from 'vitest';
import type { MemoryCapture } from '#main/chat/ports/capture.ts';
import { TurnCapture } from '#main/chat/capture/turn-capture.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { defaultSettings } from '#shared/settings.ts';
import { openStore } from '../../support/open-store.ts';

/** Captures that last until they are told to end, and what became of each. */
function open() {
  const runs: { text: string; outcome: 'running' | 'interrupted' | 'done'; end: () => void }[] = [];
  const nothing = () => Promise.resolve([]);
  const capture: MemoryCapture = {
    isOffRecord: () => false,
    mayTeach: () => Promise.resolve(true),
    captureExplicit: () =>
      Promise.resolve({ remembered: [], reply: null, complete: false, listed: [], about: [] }),
    captureImplicit: ({ text }, _model, signal) =>
      new Promise((resolve, reject) => {
        const run = {
          text,
          outcome: 'running' as 'running' | 'interrupted' | 'done',
          end: () => undefined as void,
        };
        run.end = () => {
          run.outcome = 'done';
          resolve([]);
        };
        signal.addEventListener('abort', () => {
          run.outcome = 'interrupted';
          reject(new TuteeError('cancelled', 'Stopped.'));
        });
        runs.push(run);
      }),
    captureEdit: nothing,
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
  const user = message('asked', 'user', null, 'I mend nets.');
  store.startTurn(null, user, message('answered', 'assistant', user.id, 'Do you?'));
  const ports = {
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
  };
  const source = { store, conversation, user };
  return { runs, source, turnCapture: new TurnCapture(ports), state: () => store.view(user.id)?.capture };
}

function message(id: string, role: Message['role'], parentId: string | null, text: string): Message {
  const whole = { reasoning: '', status: 'complete', error: null, model: null, usage: null } as const;
  const said = { id, conversationId: 'chat', parentId, runId: null, role, text, speaker: 'You' };
  return { ...said, ...whole, durationMs: null, cut: null, shortened: 0, createdAt: 1 };
}

const model = (changes: Partial<ChatModel>): ChatModel => ({
  name: 'm',
  local: false,
  stream: async function* none() {
    // Never asked here.
  },
  ...changes,
});
const turn = () => new Promise(setImmediate);

describe('a capture that takes the only place of a server', () => {
  it.each([
    ['on this machine', model({ local: true })],
    ['in the network', model({ takesTurns: true })],
  ])('is interrupted by an answer and goes on afterwards: %s', async (_where, local) => {
    const { runs, source, turnCapture, state } = open();
    turnCapture.markPending(source);
    turnCapture.captureInBackground(source, local);
    await turn();
    const first = turnCapture.makeWay();
    const second = turnCapture.makeWay();
    await turn();
    expect(runs.map(({ outcome }) => outcome)).toEqual(['interrupted']);
    expect(state()?.status).toBe('pending');
    first();
    first();
    await turn();
    expect(runs).toHaveLength(1);
    second();
    await turn();
    runs[1]?.end();
    await turnCapture.settled();
    expect(runs.map(({ outcome }) => outcome)).toEqual(['interrupted', 'done']);
    expect(state()?.status).toBe('done');
  });

  it('ends when the app is closed while it waits', async () => {
    const { runs, source, turnCapture } = open();
    turnCapture.makeWay();
    turnCapture.captureInBackground(source, model({ local: true }));
    await turn();
    expect(runs).toEqual([]);
    await turnCapture.close();
    expect(runs.filter(({ outcome }) => outcome === 'running')).toEqual([]);
  });
});

it('a capture elsewhere is not interrupted: a hosted model answers both', async () => {
  const { runs, source, turnCapture } = open();
  turnCapture.captureInBackground(source, model({}));
  await turn();
  turnCapture.makeWay();
  await turn();
  expect(runs.map(({ outcome }) => outcome)).toEqual(['running']);
  runs[0]?.end();
  await turnCapture.settled();
});
