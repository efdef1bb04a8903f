/**
 * Tutee's memory as agents are taught with it: the same recall and capture as in a chat, in the scope of an agent, a team or
 * everybody. Agents without a conversation teach it as well; whose words count as a person's is decided by who calls.
 */
import type { MemoryScope, Remembered } from '#shared/memory.ts';
import type { ChatModel } from '#shared/model.ts';
import type { RecallReport } from '#shared/recall.ts';
import type { Learning } from '#shared/settings.ts';
import type { UserWords } from './capture/teaching.ts';
import { memoryBlock } from './memory-block.ts';
import type { RecallOptions } from './recall/recall.ts';

/** Agents and teams are assistants to the store, each by its id. */
type AgentScope = { readonly type: 'shared' } | { readonly type: 'team' | 'private'; readonly id: string };

interface AgentWords {
  readonly messageId: string;
  readonly text: string;
  readonly at: number;
}

interface AgentRecall {
  readonly query: string;
  readonly scope: AgentScope;
  readonly destinationLocal: boolean;
  readonly exclude: readonly string[];
}

export interface AgentMemoryPorts {
  readonly recall: (options: RecallOptions) => Promise<RecallReport>;
  readonly markUsed: (memoryIds: readonly string[], at: number) => void;
  readonly learnTold: (words: UserWords) => Promise<readonly Remembered[]>;
  readonly learnFrom: (
    words: UserWords,
    model: ChatModel | null,
    signal: AbortSignal,
    policy: 'automatic' | 'ask',
  ) => Promise<readonly Remembered[]>;
  /** What the settings say of learning by itself in a scope; `told` while it is paused. Asked anew for each message. */
  readonly learning: (scope: MemoryScope) => Learning;
  /** Who reads what is learned from; null: rules alone. */
  readonly model: () => Promise<ChatModel | null>;
  readonly budgetTokens: () => number;
  readonly now: () => number;
}

export class AgentMemory {
  readonly #ports: AgentMemoryPorts;

  constructor(ports: AgentMemoryPorts) {
    this.#ports = ports;
  }

  /** The memories that enter a request, and the block they stand in; counts them as used. */
  async recall({ query, scope, destinationLocal, exclude }: AgentRecall) {
    const report = await this.#ports.recall({
      query,
      budgetTokens: this.#ports.budgetTokens(),
      destinationLocal,
      exclude: new Set(exclude),
      scopes: scope.type === 'shared' ? [] : [scope.id],
    });
    const used = report.candidates.filter(({ outcome }) => outcome === 'used');
    if (used.length > 0) {
      this.#ports.markUsed(
        used.map(({ memoryId }) => memoryId),
        this.#ports.now(),
      );
    }
    const results = used.map(({ memoryId, text, kind, route }) => ({
      id: memoryId,
      content: text,
      metadata: { kind, route },
    }));
    return { results, text: memoryBlock(report) };
  }

  async learnTold(words: AgentWords, scope: AgentScope): Promise<string[]> {
    const remembered = await this.#ports.learnTold(userWords(words, scope));
    return remembered.map(({ memoryId }) => memoryId);
  }

  /** Learns by itself, as far as the settings let it in this scope. */
  async learnFrom(words: AgentWords, scope: AgentScope, signal: AbortSignal): Promise<void> {
    const policy = this.#ports.learning(memoryScope(scope));
    if (policy === 'told') return;
    await this.#ports.learnFrom(userWords(words, scope), await this.#ports.model(), signal, policy);
  }
}

function userWords({ messageId, text, at }: AgentWords, scope: AgentScope): UserWords {
  return { conversationId: null, messageId, text, at, scope: memoryScope(scope) };
}

function memoryScope(scope: AgentScope): MemoryScope {
  return scope.type === 'shared' ? { type: 'everywhere' } : { type: 'assistant', id: scope.id };
}
