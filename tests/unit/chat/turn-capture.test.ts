import { describe, expect, it } from 'vitest';
import type { EditedAnswer, MemoryCapture, UserWords } from '#main/chat/ports/capture.ts';
import { TurnCapture } from '#main/chat/capture/turn-capture.ts';
import type { Conversation, Message } from '#shared/conversation.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import { defaultSettings } from '#shared/settings.ts';
import { openStore } from '../../support/open-store.ts';

const project = { type: 'project', id: '019ab000-0000-7000-8000-00000000000a' } as const;
const everywhere: MemoryScope = { type: 'everywhere' };

interface Opening {
  readonly learningByScope: typeof defaultSettings.learningByScope;
  readonly projectId: string | null;
  readonly keeps: boolean;
}

/** A capture that keeps its inputs, in a chat of one message. */
function open({ learningByScope = [], projectId = null, keeps = false }: Partial<Opening> = {}) {
  const heard: (UserWords | EditedAnswer)[] = [];
  const keep = (words: UserWords | EditedAnswer) => {
    heard.push(words);
    return Promise.resolve([]);
  };
  const capture: MemoryCapture = {
    captureExplicit: async (words) => ({
      remembered: await keep(words),
      reply: null,
      complete: false,
      listed: [],
      about: [],
    }),
    captureImplicit: keep,
    captureEdit: keep,
    isOffRecord: () => false,
    mayTeach: () => Promise.resolve(true),
  };
  const opened = openStore();
  if (projectId !== null)
    opened.projects.put({ id: projectId, name: 'Trip', keepsTeachings: keeps, createdAt: 1, updatedAt: 1 });
  const store = opened.conversations;
  const conversation: Conversation = {
    id: 'chat',
    title: 'A',
    temporary: false,
    projectId,
    sendsPrivate: false,
    createdAt: 1,
    updatedAt: 1,
  };
  store.create(conversation);
  const user = message('asked', 'user', null);
  const answer = message('answered', 'assistant', user.id);
  store.startTurn(null, user, answer);
  const projects = {
    need: () => {
      throw new Error('Nobody asks for it here.');
    },
    teachingScope: (): MemoryScope => (keeps ? project : { type: 'everywhere' }),
  };
  const settings = () => ({ ...defaultSettings, learningByScope });
  const editedMessages = { doubted: () => [], settle: () => false };
  const ports = { capture, editedMessages, settings, publish: () => {}, projects };
  return { heard, source: { store, conversation, user }, answer, turnCapture: new TurnCapture(ports) };
}

function message(id: string, role: Message['role'], parentId: string | null): Message {
  const said = { id, conversationId: 'chat', parentId, runId: null, role, text: 'I like tea.' };
  const whole = { reasoning: '', status: 'complete', error: null, model: null, usage: null } as const;
  return { ...said, ...whole, speaker: 'You', durationMs: null, cut: null, shortened: 0, createdAt: 1 };
}

describe('TurnCapture: the scope of what a message teaches', () => {
  it('is passed to all three kinds of capture, and defaults to everywhere', async () => {
    const { heard, source, answer, turnCapture } = open();
    const edit = { ...source, answer, original: 'No.', request: 'Tea?' };
    for (const scope of [{ scope: project }, {}]) {
      await turnCapture.captureExplicit({ ...source, ...scope });
      turnCapture.captureInBackground({ ...source, ...scope }, null);
      turnCapture.captureEditInBackground({ ...edit, ...scope }, () => Promise.resolve(null));
      await turnCapture.settled();
    }
    const given = [project, project, project, everywhere, everywhere, everywhere];
    expect(heard.map(({ scope }) => scope)).toEqual(given);
  });

  it('decides by its learning policy whether there is implicit capture', async () => {
    const { heard, source, turnCapture } = open({ learningByScope: [{ scope: project, learning: 'told' }] });
    turnCapture.markPending({ ...source, scope: project });
    expect(source.store.view(source.user.id)?.capture).toBeNull();
    turnCapture.captureInBackground({ ...source, scope: project }, null);
    turnCapture.captureInBackground(source, null);
    await turnCapture.settled();
    expect(heard.map(({ scope }) => scope)).toEqual([everywhere]);
  });

  it('defaults to the teaching scope of the chat', async () => {
    const { heard, source, turnCapture } = open({ projectId: project.id, keeps: true });
    await turnCapture.captureExplicit(source);
    turnCapture.captureInBackground(source, null);
    await turnCapture.settled();
    expect(heard.map(({ scope }) => scope)).toEqual([project, project]);
  });

  it('does not override the learning policy of the project', async () => {
    const learningByScope = [{ scope: project, learning: 'told' } as const];
    const { heard, source, turnCapture } = open({ learningByScope, projectId: project.id });
    turnCapture.captureInBackground(source, null);
    await turnCapture.settled();
    expect(heard).toEqual([]);
  });
});
