import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { messageText } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Participant } from '../agents/participant.ts';
import { lastMessageText, withCarryover } from '../chats/chat-sequence.ts';
import { NestedChatAgent } from '../chats/nested-chat-agent.ts';
import { SequentialChats } from '../chats/sequential-chats.ts';
import { TwoAgentChat } from '../chats/two-agent-chat.ts';
import { collectFaults, mapCollectingFaults } from '../run/collect-faults.ts';
import { checkedParticipants } from '../teams/checked-participants.ts';
import { componentSchema, modelSpec } from './component.ts';
import type { ComponentParts } from './component-kinds.ts';
import type { ComponentRegistry } from './component-registry.ts';
import { teamProvider } from './team-provider.ts';

const text = z.string().exactOptional();
/** Placeholder in an opening message for the last message that started the chats. */
const TASK_PLACEHOLDER = '{task}';

/** Config shared by every two-agent chat. `sender` and `recipient` are names of participants. */
const chat = {
  recipient: z.string(),
  /** The opening message; may contain {task}. Default: `{task}`. */
  message: text,
  maxTurns: z.number().exactOptional(),
  terminationCondition: componentSchema.exactOptional(),
  summaryMethod: z
    .union([
      z.literal('last_msg'),
      z.strictObject({ type: z.literal('reflection_with_llm'), model: modelSpec, summaryPrompt: text }),
    ])
    .exactOptional(),
  clearHistory: z.boolean().exactOptional(),
};

/** Of earlier chats; the class checks that they are. */
const indexes = z.array(z.int().nonnegative());

const sequenceConfig = z.strictObject({
  name: z.string().exactOptional(),
  description: text,
  participants: z.array(componentSchema),
  chats: z.array(
    z.strictObject({
      ...chat,
      sender: z.string(),
      carryover: z.array(z.string()).exactOptional(),
      prerequisites: indexes.exactOptional(),
      excludeFromCarryover: indexes.exactOptional(),
    }),
  ),
});

const nestedConfig = z.strictObject({
  agent: componentSchema,
  /** The agents that it talks to before it answers. */
  participants: z.array(componentSchema),
  chats: z.array(z.strictObject({ ...chat, sender: z.string().exactOptional() })),
  /** Which messages trigger the chats: by source, by text or by both. */
  trigger: z.union(
    [
      z.string().min(1),
      z.array(z.string().min(1)).min(1),
      z
        .strictObject({
          sources: z.array(z.string().min(1)).min(1).exactOptional(),
          text: z.string().min(1).exactOptional(),
        })
        .refine(({ sources, text: words }) => sources !== undefined || words !== undefined),
    ],
    { error: 'Say whose words trigger the chats: a name, several, or an object with sources, text or both.' },
  ),
});

type ChatConfig = z.infer<z.ZodObject<typeof chat, z.core.$strict>>;

/** Providers for two-agent chats: TwoAgentChat, SequentialChats and NestedChatAgent. */
export function addChats(registry: ComponentRegistry): ComponentRegistry {
  return registry
    .add(
      teamProvider('TwoAgentChat', {}, ({ participants, ...rest }) => {
        const [sender, recipient, ...others] = participants;
        if (sender === undefined || recipient === undefined || others.length > 0) {
          throw new TuteeError(
            'invalid_input',
            'A chat of two has two members: who opens it, then who answers.',
            {
              field: 'participants',
            },
          );
        }
        checkedParticipants(participants, rest.name ?? 'TwoAgentChat');
        return new TwoAgentChat({ ...rest, sender, recipient });
      }),
    )
    .add({
      kind: 'participant',
      provider: 'SequentialChats',
      version: 1,
      config: sequenceConfig,
      build: ({ name = 'sequential_chats', description, participants, chats }, parts) => {
        const byName = participantsByName(participants, name, parts);
        const specs = mapCollectingFaults(chats, ({ carryover, ...given }, index) => ({
          ...chatWithSender(given, given.sender, index, byName, parts),
          ...(carryover !== undefined && { carryover }),
          ...(given.prerequisites !== undefined && { prerequisites: given.prerequisites }),
          ...(given.excludeFromCarryover !== undefined && {
            excludeFromCarryover: given.excludeFromCarryover,
          }),
          ...opening(
            given,
            (template) => (carried: readonly string[], said: readonly ChatMessage[]) =>
              withCarryover(
                template.replaceAll(TASK_PLACEHOLDER, () => lastMessageText(said)),
                carried,
              ),
          ),
        }));
        return new SequentialChats(specs, name, description);
      },
    })
    .add({
      kind: 'participant',
      provider: 'NestedChatAgent',
      version: 1,
      config: nestedConfig,
      build: ({ agent, participants, chats, trigger }, parts) => {
        const inside = parts.build('participant', agent, 'agent');
        const byName = participantsByName(participants, inside.name, parts);
        return new NestedChatAgent({
          agent: inside,
          trigger: typeof trigger === 'string' || Array.isArray(trigger) ? trigger : triggeredBy(trigger),
          chats: mapCollectingFaults(chats, (given, index) => ({
            ...(given.sender === undefined
              ? chatOptions(given, index, byName, parts)
              : chatWithSender(given, given.sender, index, byName, parts)),
            ...opening(
              given,
              (template) => (said: readonly ChatMessage[]) =>
                template.replaceAll(TASK_PLACEHOLDER, () => lastMessageText(said)),
            ),
          })),
        });
      },
    });
}

type ByName = (name: string, chat: number, key: 'sender' | 'recipient') => Participant;

function participantsByName(
  participants: z.infer<typeof sequenceConfig>['participants'],
  name: string,
  parts: ComponentParts,
): ByName {
  const built = participants.map((given, index) => parts.build('participant', given, 'participants', index));
  const byName = checkedParticipants(built, name);
  return (wanted, index, key) => {
    const found = byName.get(wanted);
    if (found !== undefined) return found;
    const known = [...byName.keys()].join(', ');
    throw new TuteeError('invalid_input', `There is no “${wanted}” among the members. There are: ${known}.`, {
      field: `chats.${index}.${key}`,
    });
  };
}

/** A chat with a sender that opens it and takes part. */
function chatWithSender(
  given: ChatConfig,
  sender: string,
  index: number,
  byName: ByName,
  parts: ComponentParts,
) {
  const [opener, rest] = collectFaults(
    () => byName(sender, index, 'sender'),
    () => chatOptions(given, index, byName, parts),
    () => refuseSelf(sender, given.recipient, index),
  );
  return { ...rest, sender: opener };
}

function refuseSelf(sender: string, recipient: string, index: number): void {
  if (sender !== recipient) return;
  throw new TuteeError('invalid_input', 'Nobody talks to themselves: name two members.', {
    field: `chats.${index}.recipient`,
  });
}

/** The options of every chat, with or without a sender. */
function chatOptions(given: ChatConfig, index: number, byName: ByName, parts: ComponentParts) {
  const { recipient, maxTurns, terminationCondition, summaryMethod, clearHistory } = given;
  return {
    recipient: byName(recipient, index, 'recipient'),
    ...(maxTurns !== undefined && { maxTurns }),
    ...(clearHistory !== undefined && { clearHistory }),
    ...(terminationCondition !== undefined && {
      terminationCondition: parts.build(
        'termination',
        terminationCondition,
        'chats',
        index,
        'terminationCondition',
      ),
    }),
    ...(summaryMethod !== undefined && { summaryMethod: summaryOf(summaryMethod, index, parts) }),
  };
}

function summaryOf(method: NonNullable<ChatConfig['summaryMethod']>, index: number, parts: ComponentParts) {
  if (method === 'last_msg') return method;
  const { model, ...rest } = method;
  return { ...rest, modelClient: parts.model(model, 'chats', index, 'summaryMethod', 'model') };
}

/** The `message` option; absent when the config has none. */
function opening<Message>(
  { message }: ChatConfig,
  of: (template: string) => Message,
): { message?: string | Message } {
  if (message === undefined) return {};
  return { message: message.includes(TASK_PLACEHOLDER) ? of(message) : message };
}

function triggeredBy({
  sources,
  text: words,
}: {
  readonly sources?: readonly string[];
  readonly text?: string;
}) {
  return (last: ChatMessage): boolean =>
    (sources === undefined || sources.includes(last.source)) &&
    (words === undefined || messageText(last).includes(words));
}
