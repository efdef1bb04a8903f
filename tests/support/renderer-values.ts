import type { Conversation, MessageView } from '#shared/conversation.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { RecallCandidate } from '#shared/memory/recall.ts';

/** Values as the page receives them; every field can be overridden. */

export function aConversation(values: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    title: 'Porto',
    temporary: false,
    projectId: null,
    sendsPrivate: false,
    createdAt: 1,
    updatedAt: 1,
    ...values,
  };
}

export function aMessage(values: Partial<MessageView> = {}): MessageView {
  return {
    id: 'm1',
    conversationId: 'c1',
    parentId: null,
    runId: null,
    role: 'assistant',
    speaker: 'Tutee',
    text: '',
    reasoning: '',
    status: 'complete',
    error: null,
    model: null,
    usage: null,
    durationMs: null,
    cut: null,
    shortened: 0,
    createdAt: 1,
    remembered: [],
    capture: null,
    receipt: null,
    versions: null,
    original: null,
    leftOut: 0,
    ...values,
  };
}

export function aMemory(values: Partial<Memory> = {}): Memory {
  return {
    id: 'memory-1',
    kind: 'fact',
    text: 'Lives in Porto.',
    cues: [],
    tags: [],
    subject: null,
    scope: { type: 'everywhere' },
    status: 'active',
    pinned: false,
    private: false,
    validUntil: null,
    source: { origin: 'told', conversationId: null, messageId: null, quote: null },
    createdAt: 1,
    updatedAt: 1,
    statusSince: 1,
    lastUsedAt: null,
    useCount: 0,
    confirmCount: 0,
    supersededBy: null,
    ...values,
  };
}

export function aCandidate(values: Partial<RecallCandidate> = {}): RecallCandidate {
  return {
    memoryId: 'memory-1',
    kind: 'fact',
    scope: { type: 'everywhere' },
    text: 'Lives in Porto.',
    route: 'recalled',
    outcome: 'used',
    parts: { words: 0, meaning: 0, recency: 0, use: 0, pinned: 0, total: 0 },
    matchedCue: null,
    updatedAt: 1,
    ...values,
  };
}
