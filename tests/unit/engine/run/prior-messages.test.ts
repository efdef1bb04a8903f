import { describe, expect, it } from 'vitest';
import { CodeExecutorAgent } from '#main/engine/agents/code-executor-agent.ts';
import { SocietyOfMindAgent } from '#main/engine/agents/society-of-mind-agent.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { MagenticOneGroupChat } from '#main/engine/teams/magentic/magentic-one-group-chat.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { AgentTool } from '#main/engine/tools/agent-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { assistant, inShort } from '../../../support/engine.ts';

const said = (source: string, content: string): ChatMessage => ({
  type: 'TextMessage',
  id: `${source} said ${content}`,
  source,
  content,
  createdAt: 1,
  modelsUsage: null,
  metadata: {},
});
const priorMessages = [
  said('user', 'My cat is Fig.'),
  said('writer', 'Noted.'),
  said('Tutee', 'A fine name.'),
];
const asked = (model: ScriptedChatModel) =>
  model.requests.map(({ messages }) => messages.map(modelMessageText));

describe('messages from before a run', () => {
  it('are in each request between instructions and task, with their sources', async () => {
    const writer = assistant('writer', ['A poem.'], { systemMessage: 'Write.' });
    const critic = assistant('critic', ['Good.'], { systemMessage: 'Judge.' });
    const team = new RoundRobinGroupChat({ participants: [writer.agent, critic.agent], maxTurns: 2 });
    const { messages } = await team.run('Of my cat', { priorMessages });
    expect(writer.model.requests[0]?.messages).toEqual([
      { role: 'system', content: 'Write.' },
      { role: 'user', content: 'My cat is Fig.', name: 'user' },
      { role: 'assistant', content: 'Noted.' },
      { role: 'user', content: 'A fine name.', name: 'Tutee' },
      { role: 'user', content: 'Of my cat', name: 'user' },
    ]);
    expect(asked(critic.model)).toEqual([
      ['Judge.', 'My cat is Fig.', 'Noted.', 'A fine name.', 'Of my cat', 'A poem.'],
    ]);
    expect(inShort(messages)).toEqual(['user: Of my cat', 'writer: A poem.', 'critic: Good.']);
  });

  it('are in no state, and are passed again to resume', async () => {
    const make = () => assistant('writer', ['Well.'], { systemMessage: null });
    const first = make();
    const controller = new RunController({ participant: first.agent, priorMessages });
    await controller.run('Go');
    const state = controller.saveState();
    expect(JSON.stringify(state)).not.toContain('Fig');
    const second = make();
    const again = new RunController({ participant: second.agent, priorMessages });
    again.loadState(JSON.parse(JSON.stringify(state)));
    await again.run('And on');
    expect(asked(second.model)).toEqual([
      ['My cat is Fig.', 'Noted.', 'A fine name.', 'Go', 'Well.', 'And on'],
    ]);
  });

  it('are counted by no condition', async () => {
    const { agent } = assistant('writer', ['One.', 'Two.']);
    const terminationCondition = new MaxMessageTermination(3);
    const team = new RoundRobinGroupChat({ participants: [agent], terminationCondition });
    const { messages } = await team.run('Go', { priorMessages });
    expect(inShort(messages)).toEqual(['user: Go', 'writer: One.', 'writer: Two.']);
  });

  it('do not begin with messages of the asked agent without the question', async () => {
    const { agent, model } = assistant('writer', ['Well.'], { systemMessage: null });
    await agent.run('Go', { priorMessages: priorMessages.slice(1) });
    const only = assistant('writer', ['Well.'], { systemMessage: null });
    await only.agent.run('Go', { priorMessages: priorMessages.slice(1, 2) });
    expect([asked(model), asked(only.model)]).toEqual([[['A fine name.', 'Go']], [['Go']]]);
  });

  it('are known to nested teams, to a society of mind, and to the selector', async () => {
    const inner = assistant('inner', ['Thought.'], { systemMessage: null });
    const model = new ScriptedChatModel([{ reply: 'Answer.' }]);
    const team = new RoundRobinGroupChat({ participants: [inner.agent], maxTurns: 1 });
    const mind = new SocietyOfMindAgent({ name: 'mind', team, modelClient: model, instruction: 'Sum up.' });
    const chooser = new ScriptedChatModel([{ reply: 'mind' }]);
    const other = assistant('other', ['Else.']);
    const outer = new SelectorGroupChat({
      participants: [mind, other.agent],
      modelClient: chooser,
      maxTurns: 1,
    });
    await outer.run('Go', { priorMessages });
    expect(asked(inner.model)[0]?.slice(0, 3)).toEqual(['My cat is Fig.', 'Noted.', 'A fine name.']);
    expect(asked(model)[0]?.slice(0, 4)).toEqual(['Sum up.', 'My cat is Fig.', 'Noted.', 'A fine name.']);
    expect(asked(chooser)[0]?.[0]).toContain(
      'user: My cat is Fig.\n\nwriter: Noted.\n\nTutee: A fine name.\n\nuser: Go',
    );
  });

  it('are known to the Magentic-One leader and to the code writer', async () => {
    const leader = new ScriptedChatModel([{ reply: 'Facts.' }]);
    const helper = assistant('helper', ['Done.']);
    const led = new MagenticOneGroupChat({ participants: [helper.agent], modelClient: leader });
    await led.run('Go', { priorMessages });
    expect(asked(leader)[0]?.slice(0, 3)).toEqual(['My cat is Fig.', 'Noted.', 'A fine name.']);
    const model = new ScriptedChatModel([{ reply: 'No code is needed.' }]);
    const codeExecutor = { execute: () => Promise.resolve({ exitCode: 0, output: '' }) };
    const coder = new CodeExecutorAgent({
      name: 'coder',
      codeExecutor,
      modelClient: model,
      systemMessage: 'Code.',
    });
    await coder.run('Go', { priorMessages });
    expect(asked(model)).toEqual([['Code.', 'My cat is Fig.', 'Noted.', 'A fine name.', 'Go']]);
  });

  it('are not known behind a tool, where the task contains everything', async () => {
    const helper = assistant('helper', ['Done.'], { systemMessage: null });
    const { agent } = assistant(
      'writer',
      [{ toolCalls: [{ name: 'helper', arguments: { task: 'Help' } }] }, 'Well.'],
      { tools: [new AgentTool(helper.agent)], reflectOnToolUse: true },
    );
    await agent.run('Go', { priorMessages });
    expect(asked(helper.model)).toEqual([['Help']]);
  });
});
