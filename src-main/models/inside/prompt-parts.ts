/**
 * Builds the prompt of a chat by the chat template of a model file. Texts of people, pages and tools are inserted after the template is
 * rendered, and are tokenized without control tokens: a text that contains `<|im_end|>` cannot end its message.
 */
import { textOf } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelTool } from '#shared/models/model.ts';
import { callText, toolInstructions } from './call-text.ts';

/** A part of a prompt. control: written by the template, with control tokens. text: tokenized as plain text. */
export interface PromptPart {
  readonly kind: 'control' | 'text';
  readonly text: string;
}

export interface PromptRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly thinking: boolean;
}

export interface TemplateTokens {
  readonly bos: string;
  readonly eos: string;
}

interface TemplateMessage {
  readonly role: string;
  content: string;
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: unknown } }[];
  name?: string;
  tool_call_id?: string;
}

type Render = (variables: Readonly<Record<string, unknown>>) => string;

/** Placeholder for a text while the template is rendered. Private-use characters, which neither templates nor people write. */
const OPEN = '\u{F8F0}';
const CLOSE = '\u{F8F1}';
const held = /\u{F8F0}(\d+)\u{F8F1}/u;

/** Throws `template_failed` with the template's own message if it rejects every form of this chat. */
export function promptParts(
  render: Render,
  template: string,
  { messages, tools, thinking }: PromptRequest,
  tokens: TemplateTokens,
): PromptPart[] {
  const knowsTools = /\btools\b/.test(template);
  const texts: string[] = [];
  const hold = (text: string): string => `${OPEN}${texts.push(text) - 1}${CLOSE}`;
  const chat = toTemplate(messages, tools, knowsTools, hold);
  const variables = {
    add_generation_prompt: true,
    bos_token: tokens.bos,
    eos_token: tokens.eos,
    enable_thinking: thinking,
    ...(knowsTools && tools.length > 0 ? { tools: tools.map(functionOf) } : {}),
  };
  let refusal: unknown = null;
  // From the smallest change to the largest: templates reject a system message, or two messages of one role in a row.
  for (const form of [asGiven, joined, withoutSystem]) {
    try {
      return split(render({ ...variables, messages: form(chat) }), texts);
    } catch (thrown) {
      refusal ??= thrown;
    }
  }
  throw new TuteeError(
    'template_failed',
    'The chat template of this model does not accept this chat. Choose another model.',
    { detail: refusal instanceof Error ? refusal.message : String(refusal) },
  );
}

function asGiven(chat: readonly TemplateMessage[]): readonly TemplateMessage[] {
  return chat;
}

/** Neighbouring messages of one role as one message. */
function joined(chat: readonly TemplateMessage[]): TemplateMessage[] {
  const result: TemplateMessage[] = [];
  for (const message of chat) {
    const last = result.at(-1);
    const plain = last?.tool_calls === undefined && message.tool_calls === undefined;
    if (last?.role === message.role && plain && message.role !== 'tool') {
      last.content = `${last.content}\n\n${message.content}`;
    } else result.push({ ...message });
  }
  return result;
}

/** Moves the system message to the beginning of the first user message. */
function withoutSystem(chat: readonly TemplateMessage[]): TemplateMessage[] {
  const said = chat.filter(({ role }) => role === 'system').map(({ content }) => content);
  const rest = chat.filter(({ role }) => role !== 'system');
  return joined(said.length === 0 ? rest : [{ role: 'user', content: said.join('\n\n') }, ...rest]);
}

function split(prompt: string, texts: readonly string[]): PromptPart[] {
  const parts: PromptPart[] = [];
  prompt.split(held).forEach((piece, index) => {
    const text = index % 2 === 0 ? piece : (texts[Number(piece)] ?? '');
    if (text !== '') parts.push({ kind: index % 2 === 0 ? 'control' : 'text', text });
  });
  return parts;
}

function toTemplate(
  messages: readonly ModelMessage[],
  tools: readonly ModelTool[],
  knowsTools: boolean,
  hold: (text: string) => string,
): TemplateMessage[] {
  const chat = messages.flatMap((message) => templateMessages(message, knowsTools, hold));
  if (knowsTools || tools.length === 0) return chat;
  // The template does not support tools: they are described in words, and calls are read from the answer.
  return [{ role: 'system', content: hold(toolInstructions(tools)) }, ...chat];
}

function templateMessages(
  message: ModelMessage,
  knowsTools: boolean,
  hold: (text: string) => string,
): TemplateMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: hold(message.content) }];
    case 'user': {
      const notes = message.notes ?? '';
      const own = textOf(message.content);
      const named = message.name === undefined ? own : `${message.name}: ${own}`;
      const said = notes === '' ? named : `${notes}\n\n${named}`;
      return [{ role: 'user', content: hold(said) }];
    }
    case 'assistant': {
      const calls = message.toolCalls ?? [];
      if (calls.length === 0) return [{ role: 'assistant', content: hold(message.content) }];
      if (!knowsTools) {
        return [{ role: 'assistant', content: hold([message.content, ...calls.map(callText)].join('\n')) }];
      }
      const tool_calls = calls.map(({ id, name, arguments: text }) => ({
        id,
        type: 'function' as const,
        function: { name, arguments: parsed(text) },
      }));
      return [
        { role: 'assistant', content: message.content === '' ? '' : hold(message.content), tool_calls },
      ];
    }
    case 'tool':
      return message.results.map(({ callId, name, content }) =>
        knowsTools
          ? { role: 'tool', content: hold(content), name, tool_call_id: callId }
          : { role: 'user', content: hold(`<tool_response>\n${content}\n</tool_response>`) },
      );
  }
}

function functionOf({ name, description, parameters }: ModelTool) {
  return { type: 'function', function: { name, description, parameters } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
