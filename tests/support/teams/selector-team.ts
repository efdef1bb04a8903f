/** Shared by tests of selector teams: agents that say their name and a number, and models that select them. */
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import type { SelectorGroupChatOptions } from '#main/engine/teams/selector/selector-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ScriptRuleInput } from '#main/models/scripted/script.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { assistant } from '../engine.ts';

/** A model that selects these in turn. */
export function namer(...answers: (string | ScriptRuleInput)[]) {
  const script = answers.map((answer) => ({
    times: 1,
    ...(typeof answer === 'string' ? { reply: answer } : answer),
  }));
  return new ScriptedChatModel(script.length === 0 ? [{ reply: 'never' }] : script, 'selector');
}

export type SelectorOptions = Partial<SelectorGroupChatOptions>;

export function selectorTeam(options: SelectorOptions, names = ['writer', 'critic', 'editor']) {
  const members = names.map((name) =>
    assistant(
      name,
      [1, 2, 3, 4].map((count) => `${name} ${count}.`),
      { description: `Is the\n ${name}.` },
    ),
  );
  return new SelectorGroupChat({ participants: members.map(({ agent }) => agent), maxTurns: 3, ...options });
}

/** The speakers, in order. */
export const speakers = (messages: readonly AgentMessage[]) =>
  messages.flatMap((message) =>
    message.type === 'TextMessage' && message.source !== 'user' ? message.source : [],
  );
