import { describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { inShort } from '../../../support/engine.ts';

const INTRODUCTION = 'You work together on what follows. These take part:\n- ann: Paints.\n- ben: Builds.';

function paintersTeam(asked: ModelRequest[] = []) {
  const agent = (name: string, description: string) => {
    const model = new ScriptedChatModel([{ reply: `${name} here.` }]);
    const modelClient = {
      name,
      local: true,
      stream: (request: ModelRequest, signal: AbortSignal) => {
        asked.push(request);
        return model.stream(request, signal);
      },
    };
    return new AssistantAgent({ name, description, modelClient });
  };
  const participants = [agent('ann', 'Paints.'), agent('ben', 'Builds.')];
  return new RoundRobinGroupChat({ name: 'crew', participants, maxTurns: 2, introductions: true });
}

describe('introductions', () => {
  it('are told to everybody once, before the first task', async () => {
    const asked: ModelRequest[] = [];
    const team = paintersTeam(asked);
    const first = await team.run('A shed.');
    expect(inShort(first.messages)).toEqual([
      'user: A shed.',
      `crew: ${INTRODUCTION}`,
      'ann: ann here.',
      'ben: ben here.',
    ]);
    for (const { messages } of asked)
      expect(messages.slice(1, 3).map(modelMessageText)).toEqual([INTRODUCTION, 'A shed.']);
    const second = await team.run('Another.');
    expect(inShort(second.messages)).toEqual(['user: Another.', 'ann: ann here.', 'ben: ben here.']);
  });

  it('are not told again after the state was loaded, and are after a reset', async () => {
    const team = paintersTeam();
    await team.run('A shed.');
    const later = paintersTeam();
    later.loadState(JSON.parse(JSON.stringify(team.saveState())));
    expect(inShort((await later.run('More.')).messages)[1]).toBe('ann: ann here.');
    later.reset();
    expect(inShort((await later.run('New.')).messages)[1]).toBe(`crew: ${INTRODUCTION}`);
  });

  it('are a key of components', async () => {
    const agent = (name: string) => ({
      provider: 'AssistantAgent',
      version: 1,
      config: { name, model: 'm', description: name },
    });
    const json = {
      provider: 'RoundRobinGroupChat',
      version: 1,
      config: { participants: [agent('a'), agent('b')], maxTurns: 1, introductions: true },
    };
    const team = standardComponents().load('participant', json, {
      models: { m: new ScriptedChatModel([{ reply: 'Hi.' }]) },
    });
    expect(inShort((await team.run('Go.')).messages)[1]).toContain('- a: a');
  });
});
