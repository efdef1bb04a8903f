import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';

async function start(): Promise<TestApp> {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  return app;
}

async function begin(app: TestApp, name: string, keepsTeachings = false): Promise<string> {
  const { project } = await app.call('projects.create', { name, keepsTeachings });
  return project.id;
}

/** Sends a message in a new chat of a project. */
async function sayIn(app: TestApp, projectId: string | null, text: string) {
  const { conversation, assistantMessage } = await app.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId: null,
    projectId,
    text,
  });
  const { id } = assistantMessage;
  await app.event(({ name, payload }) => name === 'message-end' && payload.message.id === id);
  return { conversation, answerId: id };
}

/** The texts of the memories considered for a question in a new chat. */
async function considered(app: TestApp, projectId: string | null, question: string): Promise<string[]> {
  const { answerId } = await sayIn(app, projectId, question);
  const { report } = await app.call('chat.receipt', { messageId: answerId });
  return report.candidates.map(({ text }) => text);
}

async function remembered(app: TestApp) {
  return (await app.call('memories.list', { statuses: [] })).items;
}

const nowhere = '00000000-0000-7000-8000-000000000000';

describe('projects', () => {
  it('are created, renamed, listed by name, deleted and restored, and the page is notified', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip to Japan');
    await begin(app, 'accounts');
    const { project } = await app.call('projects.update', { id: trip, name: '  Kyoto ' });
    expect(project).toMatchObject({ name: 'Kyoto', keepsTeachings: false });
    const names = async () => (await app.call('projects.list', {})).projects.map(({ name }) => name);
    expect(await names()).toEqual(['accounts', 'Kyoto']);
    await app.call('projects.delete', { id: trip });
    expect(await names()).toEqual(['accounts']);
    expect(app.events.at(-1)).toMatchObject({
      name: 'projects-changed',
      payload: { projects: [{ name: 'accounts' }] },
    });
    expect((await app.call('projects.restore', { id: trip })).project.name).toBe('Kyoto');
    expect(await names()).toEqual(['accounts', 'Kyoto']);
  });

  it('that are restored next to a new one of the same name can be edited and renamed', async () => {
    const app = await start();
    const first = await begin(app, 'Garden');
    await app.call('projects.delete', { id: first });
    const second = await begin(app, 'Garden');
    await app.call('projects.restore', { id: first });
    for (const id of [first, second]) {
      const { project } = await app.call('projects.update', { id, name: 'Garden', keepsTeachings: true });
      expect(project.keepsTeachings).toBe(true);
    }
    const { project } = await app.call('projects.update', { id: second, name: 'Orchard' });
    expect(project.name).toBe('Orchard');
    await expect(app.call('projects.update', { id: second, name: 'garden' })).rejects.toThrow('of that name');
  });

  it('reject a taken name and unknown ids', async () => {
    const app = await start();
    const id = await begin(app, 'Trip');
    await expect(app.call('projects.create', { name: 'TRIP' })).rejects.toThrow(/^invalid_input: There is/);
    await app.call('projects.update', { id, name: 'TRIP' });
    for (const name of ['projects.update', 'projects.delete', 'projects.restore'] as const)
      await expect(app.call(name, { id: nowhere })).rejects.toThrow('not_found');
    await expect(sayIn(app, nowhere, 'Hello')).rejects.toThrow('not_found: That project');
    expect((await app.call('conversations.list', {})).total).toBe(0);
  });

  it('hold new and moved chats, which survive the project and return with it', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip');
    const inside = (await sayIn(app, trip, 'Hello')).conversation;
    const other = (await sayIn(app, null, 'Hello')).conversation;
    expect([inside.projectId, other.projectId]).toEqual([trip, null]);
    const { conversation: moved } = await app.call('conversations.move', { id: other.id, projectId: trip });
    expect(moved).toEqual({ ...other, projectId: trip });
    expect(app.events.at(-1)).toEqual({ name: 'conversation-changed', payload: { conversation: moved } });
    const held = async () => (await app.call('conversations.list', { projectId: trip })).items;
    expect((await held()).map(({ id }) => id)).toEqual([other.id, inside.id]);
    await app.call('conversations.move', { id: other.id, projectId: null });
    await app.call('projects.delete', { id: trip });
    expect((await app.call('conversations.list', {})).items.map(({ projectId }) => projectId)).toEqual([
      null,
      null,
    ]);
    await expect(app.call('conversations.move', { id: other.id, projectId: trip })).rejects.toThrow(
      'not_found',
    );
    await app.call('projects.restore', { id: trip });
    expect((await held()).map(({ id, projectId }) => [id, projectId])).toEqual([[inside.id, trip]]);
  });

  it('have no temporary chats', async () => {
    const app = await start();
    const projectId = await begin(app, 'Trip');
    const { conversation } = await app.call('chat.send', {
      requestId: crypto.randomUUID(),
      conversationId: null,
      text: 'Hello',
      temporary: true,
      projectId,
    });
    expect(conversation.projectId).toBeNull();
    await expect(app.call('conversations.move', { id: conversation.id, projectId })).rejects.toThrow(
      /^invalid_input: A temporary chat/,
    );
  });
});

describe('memories of a project', () => {
  it('come from its chats only when it keeps teachings; otherwise those apply everywhere', async () => {
    const app = await start();
    const open = await begin(app, 'Open');
    const closed = await begin(app, 'Closed', true);
    await sayIn(app, open, 'Remember that the gate code is 1234.');
    await sayIn(app, closed, 'Remember that the hotel is in Gion.');
    await sayIn(app, closed, 'I prefer window seats.');
    const scopes = (await remembered(app)).map(({ scope }) => scope.type);
    expect(scopes).toEqual(['project', 'project', 'everywhere']);
    await app.call('projects.update', { id: closed, keepsTeachings: false });
    await sayIn(app, closed, 'Remember that the train leaves at nine.');
    expect((await remembered(app))[0]?.scope.type).toBe('everywhere');
  });

  it('are recalled in its chats, together with those of everywhere, and never elsewhere', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip', true);
    const work = await begin(app, 'Work');
    await sayIn(app, trip, 'Remember that the hotel is in Gion.');
    await sayIn(app, null, 'Remember that the hotel bar opens at six.');
    const question = 'Where is the hotel?';
    expect((await considered(app, trip, question)).toSorted()).toEqual([
      'The hotel bar opens at six.',
      'The hotel is in Gion.',
    ]);
    for (const elsewhere of [work, null])
      expect(await considered(app, elsewhere, question)).toEqual(['The hotel bar opens at six.']);
  });

  it('are found by a preview in their scope, or in all', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip');
    const scope = { type: 'project', id: trip } as const;
    await app.call('memories.teach', { text: 'The hotel is in Gion.', scope });
    const found = async (where: { scope?: typeof scope | { type: 'everywhere' } }) =>
      (await app.call('memories.preview', { query: 'Where is the hotel?', ...where })).report.candidates
        .length;
    expect([await found({}), await found({ scope }), await found({ scope: { type: 'everywhere' } })]).toEqual(
      [1, 1, 0],
    );
  });

  it('show their scope in receipts and chips', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip', true);
    const { conversation } = await sayIn(app, trip, 'Remember that the hotel is in Gion.');
    const { messages } = await app.call('conversations.open', { id: conversation.id });
    expect(messages[0]?.remembered.map(({ scope }) => scope)).toEqual([{ type: 'project', id: trip }]);
    const { answerId } = await sayIn(app, trip, 'Where is the hotel?');
    const { report } = await app.call('chat.receipt', { messageId: answerId });
    expect(report.candidates.map(({ scope }) => scope)).toEqual([{ type: 'project', id: trip }]);
  });

  it('stay when it is deleted, are not recalled, and still show its name', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip', true);
    const { conversation } = await sayIn(app, trip, 'Remember that the hotel is in Gion.');
    const ask = () => app.call('conversations.open', { id: conversation.id });
    const named = async () => (await app.call('memories.scopes', {})).scopes;
    const scope = { type: 'project', id: trip } as const;
    expect(await named()).toEqual([{ scope, name: 'Trip', state: 'here' }]);
    await app.call('projects.delete', { id: trip });
    expect(await named()).toEqual([{ scope, name: 'Trip', state: 'deleted' }]);
    expect((await ask()).conversation.projectId).toBeNull();
    expect(await considered(app, null, 'Where is the hotel?')).toEqual([]);
    expect((await app.call('memories.list', { scopes: [scope] })).items).toHaveLength(1);
    await app.call('projects.restore', { id: trip });
    expect(await considered(app, trip, 'Where is the hotel?')).toEqual(['The hotel is in Gion.']);
  });

  it('are captured by the project’s policy, whatever their scope', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip');
    const learningByScope = [{ scope: { type: 'project', id: trip } as const, learning: 'ask' as const }];
    await app.call('settings.update', { changes: { learningByScope } });
    await sayIn(app, trip, 'I prefer window seats.');
    await sayIn(app, null, 'I prefer tea.');
    const kept = (await remembered(app)).map(({ text, status }) => [text, status]);
    expect(kept).toEqual([
      ['I prefer tea.', 'active'],
      ['I prefer window seats.', 'pending'],
    ]);
  });
});

describe('in a chat of a project', () => {
  it.each([true, false])(
    'forgetting searches the project and everywhere (it keeps teachings: %s)',
    async (keeps) => {
      const app = await start();
      const trip = await begin(app, 'Trip', keeps);
      const scope = { type: 'project', id: trip } as const;
      await app.call('memories.teach', { text: 'My hotel is in Gion.', scope });
      await app.call('memories.teach', { text: 'My cat is called Fig.' });
      await sayIn(app, trip, 'Forget that my cat is called Fig.');
      await sayIn(app, trip, 'Forget that my hotel is in Gion.');
      const { items } = await app.call('memories.list', {});
      expect(items).toEqual([]);
    },
  );

  it('forgetting elsewhere does not search the project', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip');
    const scope = { type: 'project', id: trip } as const;
    await app.call('memories.teach', { text: 'My hotel is in Gion.', scope });
    await sayIn(app, null, 'Forget that my hotel is in Gion.');
    expect((await app.call('memories.list', {})).total).toBe(1);
  });

  it('a project memory takes precedence over one of everywhere with the same subject, and the receipt says so', async () => {
    const app = await start();
    const trip = await begin(app, 'Trip', true);
    await sayIn(app, null, 'Remember that my name is Ottoline.');
    await sayIn(app, trip, 'Remember that my name is Otto.');
    const asked = async (projectId: string | null) => {
      const { answerId } = await sayIn(app, projectId, 'What is my name?');
      const { report } = await app.call('chat.receipt', { messageId: answerId });
      return report.candidates.map(({ text, outcome }) => [text, outcome]);
    };
    expect(await asked(trip)).toEqual([
      ['My name is Otto.', 'used'],
      ['My name is Ottoline.', 'overruled'],
    ]);
    expect(await asked(null)).toEqual([['My name is Ottoline.', 'used']]);
  });
});

describe('memories by hand', () => {
  it('are taught in a project, moved with one Undo, grouped by scope, and rejected for unknown scopes', async () => {
    const app = await start();
    const id = await begin(app, 'Trip');
    const scope = { type: 'project', id } as const;
    const { memory } = await app.call('memories.teach', { text: 'The hotel is in Gion.', scope });
    expect(memory.scope).toEqual(scope);
    await app.call('memories.teach', { text: 'My cat is called Fig.' });
    await app.call('memories.teach', { text: 'My boat is red.' });
    const groups = async () =>
      (await app.call('memories.groups', { by: 'scope' })).groups.map(({ label, count }) => [label, count]);
    expect(await groups()).toEqual([
      ['', 2],
      ['Trip', 1],
    ]);
    const target = { filter: { scopes: [{ type: 'everywhere' as const }] } };
    const { changed, changeId } = await app.call('memories.update', { target, changes: { scope } });
    expect([changed, await groups()]).toEqual([2, [['Trip', 3]]]);
    await app.call('memories.undo', { changeId: changeId ?? '' });
    expect(await groups()).toHaveLength(2);
    await app.call('projects.delete', { id });
    for (const gone of [scope, { type: 'assistant', id: nowhere } as const]) {
      await expect(app.call('memories.teach', { text: 'A bus.', scope: gone })).rejects.toThrow('not_found');
      await expect(app.call('memories.update', { target, changes: { scope: gone } })).rejects.toThrow(
        'not_found',
      );
    }
  });

  it('of an assistant show its name, also when it is deleted', async () => {
    const app = await start();
    const component = {
      provider: 'AssistantAgent',
      version: 1,
      config: { name: 'writer', model: 'default', systemMessage: 'Write.' },
    };
    const { team } = await app.call('agents.save', { id: null, name: 'Writer', component });
    const scope = { type: 'assistant', id: team.id } as const;
    await app.call('memories.teach', { text: 'Chapters are short.', scope });
    await app.call('agents.delete', { id: team.id });
    const { scopes } = await app.call('memories.scopes', {});
    expect(scopes).toEqual([{ scope, name: 'Writer', state: 'deleted' }]);
  });
});
