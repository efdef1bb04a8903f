/** Creates agents, teams, termination conditions and contexts, in the versions this Tutee writes. */
import type { AgentOptions } from '../../../../state/runs/agents-store.ts';
import type { Component, JsonObject } from '../../component/component-json.ts';
import { membersOf, nameOf, withValue } from '../../component/component-json.ts';
import type { Form } from './form-fields.ts';
import { agentForms, wrapperForms } from './agent-forms.ts';
import { contextForms, terminationForms } from './termination-forms.ts';
import { teamForms } from './team-forms.ts';
import { t } from '../../../../language/translate.ts';

/** The word that ends a new team, the same in every language. */
const END = 'DONE';

type Providers = AgentOptions['providers'];

const forms: Readonly<Record<string, Form>> = {
  ...agentForms,
  ...wrapperForms,
  ...teamForms,
  ...terminationForms,
  ...contextForms,
};

/** The forms of `group` whose providers are available, in form order. */
export function offered(
  group: Readonly<Record<string, Form>>,
  options: AgentOptions | null,
): readonly { readonly provider: string; readonly form: Form }[] {
  const known = new Set(options?.providers.map(({ provider }) => provider));
  return Object.entries(group)
    .filter(([provider]) => known.has(provider))
    .map(([provider, form]) => ({ provider, form }));
}

export function newComponent(
  provider: string,
  options: AgentOptions | null,
  config: JsonObject = {},
): Component {
  return {
    provider,
    version: versionOf(provider, options?.providers ?? []),
    config: { ...withModel(forms[provider]?.initialConfig ?? {}, options), ...config },
  };
}

function versionOf(provider: string, providers: Providers): number {
  return providers.find((each) => each.provider === provider)?.version ?? 1;
}

/** Fills in the default model from Settings. */
function withModel(config: JsonObject, options: AgentOptions | null): JsonObject {
  return config['model'] === '' ? { ...config, model: options?.models[0]?.name ?? 'default' } : config;
}

/** A wrapper with an inner agent or team, or a team with two members, so that it can run as it is. */
export function newTeam(provider: string, options: AgentOptions | null): Component {
  const member = (name: string, systemMessage: string) =>
    ({ ...newComponent('AssistantAgent', options, { name, systemMessage }) }) as const;
  const first = member('writer', t('You write what you are asked for.'));
  const second = member(
    'critic',
    t('You say what could be better. When it is good, say {{word}}.', { word: END }),
  );
  const handoffs = provider === 'Swarm';
  const members = [
    handoffs ? withConfig(first, { handoffs: ['critic'] }) : { ...first },
    handoffs ? withConfig(second, { handoffs: ['writer'] }) : { ...second },
  ];
  switch (provider) {
    case 'SocietyOfMindAgent':
      return newComponent(provider, options, { team: { ...newTeam('RoundRobinGroupChat', options) } });
    case 'MessageFilterAgent':
      return newComponent(provider, options, { wrappedAgent: { ...first } });
    case 'TwoAgentChat':
      return newComponent(provider, options, { participants: members.toReversed(), maxTurns: 3 });
    case 'SequentialChats': {
      const chats = [{ sender: 'critic', recipient: 'writer', maxTurns: 2 }];
      return newComponent(provider, options, { participants: members, chats });
    }
    case 'NestedChatAgent': {
      const chats = [{ recipient: 'critic' }];
      return newComponent(provider, options, { agent: { ...first }, participants: [{ ...second }], chats });
    }
    default:
      return newComponent(provider, options, {
        participants: members,
        ...(provider === 'GraphFlow' && { graph: newGraph('writer', 'critic') }),
        terminationCondition: anyOf(options, [
          newComponent('TextMentionTermination', options, { text: END, sources: ['critic'] }),
          newComponent('MaxMessageTermination', options, { maxMessages: 10 }),
        ]),
      });
  }
}

/** Sets the name; a nameless wrapper is named by the agent it wraps. */
export function withName(component: Component, name: string): Component {
  const nameless = forms[component.provider]?.nameless === true;
  return withValue(component, nameless ? ['config', 'agent', 'config', 'name'] : ['config', 'name'], name);
}

function withConfig(component: Component, config: JsonObject) {
  return { ...component, config: { ...component.config, ...config } };
}

function newGraph(from: string, to: string): JsonObject {
  return {
    nodes: [{ name: from, edges: [{ target: to }] }, { name: to }],
  };
}

function anyOf(options: AgentOptions | null, conditions: readonly Component[]) {
  return {
    ...newComponent('OrTerminationCondition', options, {
      conditions: conditions.map((each) => ({ ...each })),
    }),
  };
}

/** A variant of the name that no member of the team has. */
export function freeName(team: Component, wanted: string): string {
  const taken = new Set([nameOf(team), ...membersOf(team).map(({ component }) => nameOf(component))]);
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) if (!taken.has(`${wanted}_${number}`)) return `${wanted}_${number}`;
}
