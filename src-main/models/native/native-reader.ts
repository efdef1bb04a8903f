import type { LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import type { ModelEvent } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import { failureOf } from '../server/failure-in-answer.ts';
import { isRecord } from '../server/json-value.ts';
import { withSignature, withThoughts } from './native-extra.ts';
import type { SignedThought } from './native-extra.ts';

type Finish = Extract<LanguageModelV4StreamPart, { type: 'finish' }>;
type ToolCall = Extract<LanguageModelV4StreamPart, { type: 'tool-call' }>;
type Metadata = Finish['providerMetadata'];

interface OpenThought {
  text: string;
  signature: string | null;
}

/** Converts the library's parts of one answer to events, and collects what the last ones need. */
export class NativeReader {
  /** True once the answer ended with an error, which does not complete it. */
  failed = false;
  readonly #names = new Map<string, string>();
  readonly #calls: ToolCall[] = [];
  readonly #thoughts: SignedThought[] = [];
  #thought: OpenThought | null = null;
  #finish: Finish | null = null;

  /**
   * Parts that the library does not know, such as newer kinds of blocks, are skipped. Throws ServerFailure if the answer ended with an
   * error.
   */
  read(part: LanguageModelV4StreamPart): ModelEvent[] {
    if (part.type === 'text-delta')
      return part.delta === '' ? [] : [{ type: 'text-delta', text: part.delta }];
    if (part.type === 'finish') this.#end(part);
    else if (part.type === 'tool-call') this.#takeCall(part);
    else if (part.type === 'tool-input-start') {
      this.#names.set(part.id, part.toolName);
      return [callDelta(part.id, part.toolName, '')];
    } else if (part.type === 'tool-input-delta')
      return [callDelta(part.id, this.#names.get(part.id) ?? '', part.delta)];
    else if (part.type === 'reasoning-start') this.#openThought(part.providerMetadata);
    else if (part.type === 'reasoning-delta') return this.#think(part.delta, part.providerMetadata);
    else if (part.type === 'reasoning-end') this.#closeThought();
    return [];
  }

  /** @param isClear whether the server said that the answer is complete */
  finish(isClear: boolean): ModelEvent[] {
    this.#closeThought();
    const calls = this.#calls.map((call, at) => this.#callEnd(call, at === 0));
    const reason = isClear ? stopReasonOf(this.#finish) : calls.length > 0 ? 'stop' : 'unclear';
    const stopReason = reason === 'stop' && calls.length > 0 ? 'tool-calls' : reason;
    return [...calls, this.end(stopReason)];
  }

  end(stopReason: StopReason): ModelEvent {
    return { type: 'end', stopReason, usage: usageOf(this.#finish?.usage) };
  }

  #end(finish: Finish): void {
    this.#finish = finish;
    const { unified, raw } = finish.finishReason;
    this.failed = unified === 'error' && raw !== undefined;
    if (this.failed) throw failedInside(finish);
  }

  #takeCall(call: ToolCall): void {
    if (call.providerExecuted !== true) this.#calls.push(call);
  }

  #openThought(metadata: Metadata): void {
    this.#closeThought();
    const redacted = textIn(metadata, 'anthropic', 'redactedData');
    if (redacted === null) this.#thought = { text: '', signature: null };
    else this.#thoughts.push({ redacted });
  }

  #think(delta: string, metadata: Metadata): ModelEvent[] {
    this.#thought ??= { text: '', signature: null };
    this.#thought.text += delta;
    this.#thought.signature ??= textIn(metadata, 'anthropic', 'signature');
    return delta === '' ? [] : [{ type: 'reasoning-delta', text: delta }];
  }

  /** Reasoning without a signature cannot be sent back. */
  #closeThought(): void {
    const { text, signature } = this.#thought ?? { text: '', signature: null };
    if (signature !== null) this.#thoughts.push({ text, signature });
    this.#thought = null;
  }

  #callEnd({ toolCallId, toolName, input, providerMetadata }: ToolCall, isFirst: boolean): ModelEvent {
    const signature = textIn(providerMetadata, 'google', 'thoughtSignature');
    const call: FunctionCall = {
      id: toolCallId,
      name: toolName,
      arguments: input.trim() === '' ? '{}' : input,
      ...(signature !== null && { extra: withSignature(signature) }),
      ...(isFirst && this.#thoughts.length > 0 && { extra: withThoughts(this.#thoughts) }),
    };
    return { type: 'tool-call-end', call };
  }
}

function callDelta(callId: string, name: string, argumentsText: string): ModelEvent {
  return { type: 'tool-call-delta', callId, name, argumentsText };
}

function textIn(metadata: Metadata, service: string, field: string): string | null {
  const given: unknown = metadata?.[service]?.[field];
  return typeof given === 'string' ? given : null;
}

function stopReasonOf(finish: Finish | null): StopReason {
  const { unified = 'stop', raw = '' } = finish?.finishReason ?? {};
  if (unified === 'length' || raw === 'model_context_window_exceeded') return 'length';
  return unified === 'content-filter' ? 'filtered' : 'stop';
}

function failedInside({ finishReason, providerMetadata }: Finish) {
  const google = providerMetadata?.['google'];
  const said = isRecord(google) ? google['finishMessage'] : null;
  return failureOf({
    message: typeof said === 'string' ? said : 'The answer ended with an error.',
    code: 502,
    type: `finish_reason: ${finishReason.raw ?? ''}`,
  });
}

function usageOf(usage: LanguageModelV4Usage | undefined): TokenUsage | null {
  const promptTokens = usage?.inputTokens.total;
  const completionTokens = usage?.outputTokens.total;
  if (promptTokens === undefined && completionTokens === undefined) return null;
  const cachedPromptTokens = usage?.inputTokens.cacheRead ?? 0;
  return {
    promptTokens: promptTokens ?? 0,
    completionTokens: completionTokens ?? 0,
    ...(cachedPromptTokens > 0 && { cachedPromptTokens }),
  };
}
