/** Which chats draw on a folder, and what of it is sent where. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { addFolder, folderWith, newProject, sayIn, whenSource } from '../../support/knowledge.ts';
import { answers, OpenAIServer } from '../../support/openai-server.ts';

async function open(options: Parameters<typeof TestApp.start>[0] = {}): Promise<TestApp> {
  const app = await TestApp.start(options);
  onTestFinished(() => app.stop());
  return app;
}

async function withModel(): Promise<{ app: TestApp; server: OpenAIServer }> {
  const server = await OpenAIServer.start();
  const app = await TestApp.start({ fixed: { baseUrl: server.baseUrl, model: 'test-model' } });
  onTestFinished(async () => {
    await app.stop();
    await server.stop();
  });
  return { app, server };
}

/** All that the last request for an answer said. */
function asked(server: OpenAIServer): string {
  const request = server.requests.findLast(
    ({ path, body }) => path.endsWith('completions') && body?.['stream'] === true,
  );
  return JSON.stringify(request?.body?.['messages']);
}

const heating = [
  '# Heating',
  '',
  'The boiler in the cellar is a Viessmann from 2014.',
  '',
  '## Service',
  '',
  'The boiler is serviced every October by Brandt & Sons, phone 0170 5550.',
  'They need the key of the cellar.',
  '',
  '## Pressure',
  '',
  'When the radiators stay cold, look at the pressure first: it has to be between 1.5 and 2 bar.',
].join('\n');

describe('what stays here', () => {
  it('is not sent to a model elsewhere, and what was answered from it is not either', async () => {
    const server = await OpenAIServer.start();
    const app = await open();
    onTestFinished(() => server.stop());
    // Models of this name count as remote, whichever server answers.
    const use = (model: string) =>
      app.call('settings.update', { changes: { baseUrl: server.baseUrl, model } });
    const owner = await newProject(app);
    const { id } = await addFolder(app, owner, folderWith({ 'heating.md': heating }), true);
    await use('test-model');
    server.next('chat', answers('Brandt & Sons [1].'));
    const first = await sayIn(app, owner, 'Who services the boiler?');
    expect(first.answer.passages).toHaveLength(1);
    await use('gpt-oss:120b-cloud');
    const later = await app.say('And what did I ask before?', first.conversationId);
    expect(later.answer.leftOut).toBe(2);
    expect(asked(server)).not.toContain('Brandt');
    const other = await sayIn(app, owner, 'Who services the boiler?');
    expect(other.answer.passages).toBeUndefined();
    expect(asked(server)).not.toContain('Brandt');
    await app.call('knowledge.update', { id, onlyHere: false });
    await sayIn(app, owner, 'Who services the boiler?');
    expect(asked(server)).toContain('Brandt');
  });

  it('is not sent to a server that computes vectors', async () => {
    const { app, server } = await withModel();
    const owner = await newProject(app);
    const embedder = { type: 'endpoint', baseUrl: server.baseUrl, model: 'embed:cloud' } as const;
    await app.call('settings.update', { changes: { embedder } });
    const folder = folderWith({ 'heating.md': heating });
    const { source } = await app.call('knowledge.addPath', { owner, path: folder, onlyHere: true });
    await whenSource(app, source.id, ({ state }) => state === 'ready');
    const { answer } = await sayIn(app, owner, 'Is the boiler in the cellar serviced every October?');
    const embedded = server.requests.filter(({ path }) => path.endsWith('embeddings'));
    expect(JSON.stringify(embedded.map(({ body }) => body))).not.toContain('Brandt');
    // By its words it is found all the same.
    expect(answer.passages).toHaveLength(1);
  });
});

describe('a folder of an assistant', () => {
  it('is drawn on in its chats alone', async () => {
    const app = await open();
    const { team } = await app.call('agents.save', {
      id: null,
      name: 'Janitor',
      component: {
        provider: 'AssistantAgent',
        version: 1,
        config: { name: 'janitor', model: 'default', systemMessage: 'You look after the house.' },
      },
    });
    const owner = { type: 'assistant', id: team.id } as const;
    await addFolder(app, owner, folderWith({ 'heating.md': heating }));
    const ask = async (answerer?: string) => {
      const sent = await app.call('chat.send', {
        requestId: crypto.randomUUID(),
        conversationId: null,
        text: 'Who services the boiler in the cellar?',
        ...(answerer !== undefined && { answerer }),
      });
      const end = await app.event(
        (event) => event.name === 'message-end' && event.payload.message.id === sent.assistantMessage.id,
      );
      return end.name === 'message-end' ? end.payload.message : null;
    };
    expect((await ask(team.id))?.passages).toHaveLength(1);
    expect((await ask())?.passages).toBeUndefined();
  });
});
