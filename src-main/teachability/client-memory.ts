/**
 * What another program may do with the memory: recall, list, teach, correct, forget, within a scope and never anything private. It may not
 * know who the program is or how it asks.
 */
import { TuteeError } from '#shared/errors.ts';
import type { ClientTeaching } from '#shared/memory/memory-client.ts';
import type { Memory, MemoryKind, MemoryScope, MemoryValue } from '#shared/memory/memory.ts';
import type { RecallReason } from '#shared/memory/recall.ts';
import { limits } from '#shared/text.ts';
import { cuesFor } from './capture/extract/cues.ts';
import { kindOf } from './capture/extract/kind-of.ts';
import { completed, planTeachings, superseded } from './capture/decide/plan.ts';
import type { PlannedStep } from './capture/decide/plan.ts';
import { subjectOf } from './capture/extract/subject.ts';
import { editedValue } from './memory-edit.ts';
import type { Memories, MemoriesPorts } from './memory-service.ts';
import { vectorsFor } from './memory-vectors.ts';
import type { MemoryStep } from './ports.ts';
import { everywhere, sameScope, searchedFor } from './scopes.ts';

/** Timeout of a remote embedder while a program waits, in ms. */
const PATIENCE = 2_000;

/** A program, as far as the memory has to know it. */
export interface ClientRights {
  /** Its name tags what it teaches. */
  readonly name: string;
  readonly scope: MemoryScope;
  readonly teaching: ClientTeaching;
}

export interface RecalledForClient {
  readonly memory: Memory;
  /** Why it was recalled; null: an older report. */
  readonly reason: RecallReason | null;
}

/** stored: it is in use. review: it waits for the user. known: it was known, or waits already. */
export interface TaughtByClient {
  readonly status: 'stored' | 'review' | 'known';
  /** Null: what waits already, or was rejected by the user before. */
  readonly memory: Memory | null;
}

export class ClientMemory {
  readonly #ports: MemoriesPorts;
  readonly #memories: Memories;

  constructor(ports: MemoriesPorts, memories: Memories) {
    this.#ports = ports;
    this.#memories = memories;
  }

  /** What a request to a model elsewhere would be given, best first; counts a use of each. */
  async recall({ scope }: ClientRights, query: string, limit: number): Promise<RecalledForClient[]> {
    const { recall, reader, writer, budgetTokens, now } = this.#ports;
    const report = await recall.recall({
      query,
      budgetTokens: budgetTokens(),
      destinationLocal: false,
      scopes: searchedFor(scope),
    });
    const used = report.candidates.filter(({ outcome }) => outcome === 'used').slice(0, limit);
    const memories = new Map(reader.getAll(used.map(({ memoryId }) => memoryId)).map((one) => [one.id, one]));
    const recalled = used.flatMap(({ memoryId, parts }) => {
      const memory = memories.get(memoryId);
      // Made private while the recall ran.
      return memory === undefined || memory.private ? [] : [{ memory, reason: parts.reason ?? null }];
    });
    writer.markUsed(
      recalled.map(({ memory }) => memory.id),
      now(),
    );
    return recalled;
  }

  /** Newest first, or best first with a query. */
  async list(
    { scope }: ClientRights,
    { query, kind, limit, offset }: ListForClient,
  ): Promise<{ items: Memory[]; total: number }> {
    const { items, total } = await this.#memories.list({
      query,
      kinds: kind === null ? [] : [kind],
      statuses: ['active'],
      scopes: sameScope(scope, everywhere) ? [everywhere] : [everywhere, scope],
      private: false,
      limit,
      offset,
    });
    return { items, total };
  }

  async teach(rights: ClientRights, text: string, givenKind: MemoryKind | null): Promise<TaughtByClient> {
    refuseReaders(rights);
    const { reader, newId } = this.#ports;
    const { scope } = rights;
    const kind = givenKind ?? kindOf(text);
    const subject = subjectOf(text, kind);
    const teaching = { text, kind, subject, cues: cuesFor(text, kind, subject), rule: 'client' };
    const pending = rights.teaching === 'review';
    const planned = planTeachings([teaching], reader, newId, { scope, pending }).flat();
    return this.#write(rights, planned);
  }

  /** The new text supersedes the memory, now or once the user approves it. Throws `not_found`. */
  async correct(rights: ClientRights, id: string, text: string): Promise<TaughtByClient> {
    refuseReaders(rights);
    const wrong = this.#need(rights, id);
    const pending = rights.teaching === 'review';
    if (wrong.text === text || (pending && this.#ports.reader.proposed(text, wrong.scope)))
      return { status: 'known', memory: wrong.text === text ? wrong : null };
    const value: MemoryValue = {
      ...editedValue(wrong, { text }),
      status: pending ? 'pending' : 'active',
      validUntil: null,
    };
    const newId = this.#ports.newId();
    return this.#write(
      rights,
      pending
        ? [{ type: 'add', id: newId, value, replaces: [wrong.id] }]
        : [{ type: 'add', id: newId, value }, superseded(wrong, newId)],
    );
  }

  /** A memory that the program may see, for a question to the user. Throws `not_found`. */
  get(rights: ClientRights, id: string): Memory {
    return this.#need(rights, id);
  }

  /** Moves a memory to the bin. Throws `not_found`. */
  forget(rights: ClientRights, id: string): Memory {
    refuseReaders(rights);
    const { memory } = this.#memories.forget(this.#need(rights, id).id);
    return memory;
  }

  async #write({ name }: ClientRights, planned: readonly PlannedStep[]): Promise<TaughtByClient> {
    const { reader, writer, embedder, onMissingVectors } = this.#ports;
    const [first] = planned;
    if (first === undefined) return { status: 'known', memory: null };
    const tag = name.replace(/\s+/gu, ' ').toLowerCase().slice(0, limits.tag).trim();
    const steps = planned.map((step) =>
      step.type === 'add' ? { ...step, value: { ...step.value, tags: tagged(step.value.tags, tag) } } : step,
    );
    const added = steps.filter((step) => step.type === 'add');
    const vectors = await vectorsFor(added, embedder(), PATIENCE);
    if (vectors.size < added.length) onMissingVectors();
    const source = { origin: 'client', conversationId: null, messageId: null, quote: null } as const;
    const complete: MemoryStep[] = completed(steps, source, vectors);
    const context = { ...this.#memories.updates.context(), actor: 'capture' } as const;
    const { memories } = writer.apply(complete, context);
    const memory = memories.find(({ id }) => id === first.id) ?? reader.get(first.id) ?? null;
    if (first.type !== 'add') return { status: 'known', memory: memory?.private === true ? null : memory };
    return { status: memory?.status === 'pending' ? 'review' : 'stored', memory };
  }

  /** What is private or elsewhere does not exist for a program. */
  #need({ scope }: ClientRights, id: string): Memory {
    const memory = this.#ports.reader.get(id);
    const here =
      memory !== undefined && (sameScope(memory.scope, everywhere) || sameScope(memory.scope, scope));
    if (!here || memory.private || memory.status !== 'active')
      throw new TuteeError(
        'not_found',
        'There is no memory with this id. List or recall memories to get their ids.',
      );
    return memory;
  }
}

export interface ListForClient {
  /** Empty: all. */
  readonly query: string;
  readonly kind: MemoryKind | null;
  readonly limit: number;
  readonly offset: number;
}

function refuseReaders({ teaching }: ClientRights): void {
  if (teaching === 'never')
    throw new TuteeError(
      'unauthorized',
      'The user lets this program read memories only. They can change that in Tutee, under Memory, Programs.',
    );
}

function tagged(tags: readonly string[], tag: string): string[] {
  return [...new Set([...tags, tag])].sort().slice(0, limits.tags);
}
