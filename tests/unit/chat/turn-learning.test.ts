import { describe, expect, it } from 'vitest';
import type { EditedAnswer, Learning, UserWords } from '#main/chat/ports.ts';
import { TurnLearning } from '#main/chat/turn-learning.ts';
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

/** Learning that keeps what reaches it, in a chat of one message. */
function open({ learningByScope = [], projectId = null, keeps = false }: Partial<Opening> = {}) {
  const heard: (UserWords | EditedAnswer)[] = [];
  const keep = (words: UserWords | EditedAnswer) => {
    heard.push(words);
    return Promise.resolve([]);
  };
  const learning: Learning = {
    told: async (words) => ({ remembered: await keep(words), reply: null, complete: false, listed: [] }),
    learnFrom: keep,
    learnFromEdit: keep,
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
    taughtIn: (): MemoryScope => (keeps ? project : { type: 'everywhere' }),
  };
  const settings = () => ({ ...defaultSettings, learningByScope });
  const rewording = { doubted: () => [], settle: () => false };
  const ports = { learning, rewording, settings, publish: () => {}, projects };
  return { heard, lesson: { store, conversation, user }, answer, taught: new TurnLearning(ports) };
}

function message(id: string, role: Message['role'], parentId: string | null): Message {
  const said = { id, conversationId: 'chat', parentId, runId: null, role, text: 'I like tea.' };
  const whole = { reasoning: '', status: 'complete', error: null, model: null, usage: null } as const;
  return { ...said, ...whole, speaker: 'You', durationMs: null, createdAt: 1 };
}

describe('the scope of what a message teaches', () => {
  it('reaches all three ways of learning, and is everywhere where none is given', async () => {
    const { heard, lesson, answer, taught } = open();
    const edit = { ...lesson, answer, original: 'No.', request: 'Tea?' };
    for (const scope of [{ scope: project }, {}]) {
      await taught.told({ ...lesson, ...scope });
      taught.later({ ...lesson, ...scope }, null);
      taught.laterFromEdit({ ...edit, ...scope }, () => Promise.resolve(null));
      await taught.settled();
    }
    const given = [project, project, project, everywhere, everywhere, everywhere];
    expect(heard.map(({ scope }) => scope)).toEqual(given);
  });

  it('decides whether anything is learned from it by itself', async () => {
    const { heard, lesson, taught } = open({ learningByScope: [{ scope: project, learning: 'told' }] });
    taught.expect({ ...lesson, scope: project });
    expect(lesson.store.view(lesson.user.id)?.capture).toBeNull();
    taught.later({ ...lesson, scope: project }, null);
    taught.later(lesson, null);
    await taught.settled();
    expect(heard.map(({ scope }) => scope)).toEqual([everywhere]);
  });

  it('is that of its chat where none is given', async () => {
    const { heard, lesson, taught } = open({ projectId: project.id, keeps: true });
    await taught.told(lesson);
    taught.later(lesson, null);
    await taught.settled();
    expect(heard.map(({ scope }) => scope)).toEqual([project, project]);
  });

  it('of a chat does not matter to whether its project lets it learn', async () => {
    const learningByScope = [{ scope: project, learning: 'told' } as const];
    const { heard, lesson, taught } = open({ learningByScope, projectId: project.id });
    taught.later(lesson, null);
    await taught.settled();
    expect(heard).toEqual([]);
  });
});
