/** Checks the page's forms against the components that the app accepts. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standardComponents } from '#main/engine/components/standard-components.ts';
import type { Component } from '#renderer/features/agents/component/component-json.ts';
import { isObject, membersOf, nameOf } from '#renderer/features/agents/component/component-json.ts';
import { agentForms, wrapperForms } from '#renderer/features/agents/forms/specs/agent-forms.ts';
import { formOf, keysWithoutField } from '#renderer/features/agents/forms/specs/forms.ts';
import {
  newComponent,
  newTeam,
  offered,
  withName,
} from '#renderer/features/agents/forms/specs/new-component.ts';
import { teamForms } from '#renderer/features/agents/forms/specs/team-forms.ts';
import { contextForms, terminationForms } from '#renderer/features/agents/forms/specs/termination-forms.ts';
import { isCombination } from '#renderer/features/agents/forms/specs/terminations.ts';
import type { AgentOptions } from '#shared/contract/agents.ts';
import { TestApp } from '../../support/app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

/** Edited as JSON only: no form field fits them. */
const asJson: Readonly<Record<string, readonly string[]>> = {
  AssistantAgent: ['outputFormat'],
  CodeExecutorAgent: ['supportedLanguages'],
  MaxMessageTermination: ['includeAgentEvent'],
  SelectorGroupChat: ['allowedSpeakerTransitions'],
  SummarizingChatCompletionContext: ['source', 'summaryPrompt'],
};

function keysOf({ config }: AgentOptions['providers'][number]): readonly string[] {
  const { properties } = config;
  return isObject(properties) ? Object.keys(properties) : [];
}

async function faultsOf(component: Component) {
  const checked = await app.call('agents.check', {
    component: JSON.parse(JSON.stringify(component)) as never,
  });
  return checked.ok ? [] : checked.faults;
}

describe('the forms of agents and teams', () => {
  it('cover every component except tools and models, and every key that is not JSON-only', () => {
    for (const provider of standardComponents().describe()) {
      // The request options of a model are part of its field.
      if (provider.kind === 'tool' || provider.kind === 'model') continue;
      const component: Component = { provider: provider.provider, version: provider.version, config: {} };
      const keys = keysOf(provider);
      const config = Object.fromEntries(keys.map((key) => [key, '']));
      expect([provider.provider, formOf(component)]).toEqual([provider.provider, expect.anything()]);
      expect([provider.provider, keysWithoutField({ ...component, config }, []).toSorted()]).toEqual([
        provider.provider,
        (asJson[provider.provider] ?? []).toSorted(),
      ]);
      // An unknown field would make the component invalid.
      for (const { key } of formOf(component)?.fields ?? [])
        expect([provider.provider, keys]).toContainEqual(expect.arrayContaining([key]));
    }
  });

  it('start with values that can be saved unchanged', async () => {
    const options = await app.call('agents.options', {});
    for (const provider of [...Object.keys(teamForms), ...Object.keys(wrapperForms)])
      expect([provider, await faultsOf(newTeam(provider, options))]).toEqual([provider, []]);
    for (const { provider } of offered(agentForms, options))
      expect([provider, await faultsOf(newComponent(provider, options))]).toEqual([provider, []]);
  });

  it('create members of every kind that a team accepts, each with a unique name', async () => {
    const options = await app.call('agents.options', {});
    const kinds = [...Object.keys(teamForms), ...Object.keys(wrapperForms)];
    const members = kinds.map((kind, index) => ({ ...withName(newTeam(kind, options), `member_${index}`) }));
    const team = newComponent('RoundRobinGroupChat', options, { participants: members, maxTurns: 2 });
    expect(await faultsOf(team)).toEqual([]);
    expect(membersOf(team).map(({ component }) => nameOf(component))).toEqual(
      kinds.map((_, index) => `member_${index}`),
    );
  });

  it('start with terminations and contexts that a team and an agent accept', async () => {
    const options = await app.call('agents.options', {});
    for (const provider of Object.keys(terminationForms)) {
      const end = newComponent(provider, options);
      // These need values from the user.
      if (isCombination(end) || ['SourceMatchTermination', 'FunctionCallTermination'].includes(provider))
        continue;
      const team = newTeam('RoundRobinGroupChat', options);
      const faults = await faultsOf({
        ...team,
        config: { ...team.config, terminationCondition: { ...end } },
      });
      expect([provider, faults]).toEqual([provider, []]);
    }
    for (const provider of Object.keys(contextForms)) {
      const agent = newComponent('AssistantAgent', options, {
        name: 'a',
        modelContext: { ...newComponent(provider, options) },
      });
      expect([provider, await faultsOf(agent)]).toEqual([provider, []]);
    }
  });
});
