import { describe, expect, it } from 'vitest';
import { namedModels } from '#main/engine/components/named-models.ts';

const component = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
const agent = (name: string, config: Record<string, unknown> = {}) =>
  component('AssistantAgent', { name, model: 'small', ...config });

describe('the models that a component names', () => {
  it('are found wherever they are, each once', () => {
    const summary = component('SummarizingChatCompletionContext', {
      model: 'cheap',
      tokenLimit: 9,
      source: 'a',
    });
    const tool = component('AgentTool', { agent: agent('inner', { model: 'large' }) });
    const team = component('MagenticOneGroupChat', {
      model: 'lead',
      participants: [agent('a', { modelContext: summary, tools: [tool] }), agent('b')],
    });
    expect(namedModels(team).toSorted()).toEqual(['cheap', 'large', 'lead', 'small']);
  });

  it('do not include properties called model in an answer format', () => {
    const schema = { type: 'object', default: { model: 'T4' }, examples: [{ model: 'Beetle' }] };
    expect(namedModels(agent('cars', { outputFormat: { name: 'car', schema } }))).toEqual(['small']);
  });

  it('are those of a list too, and of what is inside it', () => {
    const retrying = component('RetryingChatModel', { model: 'second' });
    const model = component('FallbackChatModel', { models: ['first', retrying, 7, null] });
    expect(namedModels(agent('a', { model })).toSorted()).toEqual(['first', 'second']);
  });
});
