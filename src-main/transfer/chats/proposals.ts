/**
 * What the user's own messages in imported chats teach. It is proposed for review and has no effect before it is approved. Of several
 * statements about the same thing, the newest is proposed.
 */
import { memoryFileLimits } from '#shared/contract/transfer.ts';
import { limits } from '#shared/limits.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryRecord } from '#shared/memory/memory-record.ts';
import type { KnownMemories, TaughtText, TeachingRules } from '../ports.ts';
import { readPasted } from '../memory-files/pasted-text.ts';

interface Proposal extends TaughtText {
  readonly at: number;
  readonly source: Memory['source'];
}

export interface UserMessage {
  readonly conversationId: string;
  readonly messageId: string;
  readonly text: string;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

export class Proposals {
  readonly #rules: TeachingRules;
  readonly #known: KnownMemories;
  readonly #now: number;
  /** By subject, or by text if there is none. */
  readonly #byKey = new Map<string, Proposal>();
  readonly #about = new Set<string>();

  constructor(rules: TeachingRules, known: KnownMemories, now: number) {
    this.#rules = rules;
    this.#known = known;
    this.#now = now;
  }

  addMessage({ conversationId, messageId, text, at }: UserMessage): void {
    for (const taught of this.#rules.taughtIn(text, at)) {
      const quote = text.slice(0, limits.memoryText).toWellFormed();
      this.#add({ ...taught, at, source: { origin: 'import', conversationId, messageId, quote } });
    }
  }

  /** Adds what the other assistant noted, which every chat of an export repeats. */
  addAbout(text: string, at: number): void {
    if (this.#about.has(text)) return;
    this.#about.add(text);
    for (const { text: statement } of readPasted(text).items) {
      const kind = this.#rules.kindOf(statement);
      const subject = this.#rules.subjectOf(statement, kind);
      const cues = this.#rules.cuesFor(statement, kind, subject);
      const source = { origin: 'import', conversationId: null, messageId: null, quote: null } as const;
      this.#add({ text: statement, kind, subject, cues, validUntil: null, at, source });
    }
  }

  /** Pending memories, oldest first, without those that are known, were rejected, or have expired. */
  records(newId: () => string): MemoryRecord[] {
    return [...this.#byKey.values()]
      .filter((proposal) => this.#isNews(proposal))
      .toSorted((a, b) => a.at - b.at)
      .map((proposal) => toRecord(proposal, newId(), this.#now));
  }

  #add(proposal: Proposal): void {
    if (proposal.text.length > limits.memoryText) return;
    const key =
      proposal.subject === null ? `text ${proposal.text.toLowerCase()}` : `subject ${proposal.subject}`;
    const earlier = this.#byKey.get(key);
    if (earlier === undefined && this.#byKey.size >= memoryFileLimits.memories) return;
    if (earlier === undefined || earlier.at <= proposal.at) this.#byKey.set(key, proposal);
  }

  #isNews({ text, validUntil }: Proposal): boolean {
    if (validUntil !== null && validUntil <= this.#now) return false;
    if (this.#known.wasRejected(text)) return false;
    return !this.#known
      .bySameText(text)
      .some(({ status }) => status !== 'superseded' && status !== 'expired');
  }
}

function toRecord(
  { text, kind, subject, cues, validUntil, at, source }: Proposal,
  id: string,
  now: number,
): MemoryRecord {
  return {
    id,
    kind,
    text,
    cues: cues.slice(0, limits.cues),
    tags: [],
    subject,
    scope: { type: 'everywhere' },
    status: 'pending',
    pinned: false,
    private: false,
    validUntil,
    source,
    createdAt: Math.min(at, now),
    updatedAt: now,
    statusSince: now,
    lastUsedAt: null,
    useCount: 0,
    confirmCount: 0,
    supersededBy: null,
    history: [],
  };
}
