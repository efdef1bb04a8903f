import type { Events, Publish } from '#shared/contract/events.ts';
import { mostAnswered } from '#shared/contract/memories.ts';
import type { MemoryPurger } from '../teachability/ports.ts';

/** The least time between two events during a large purge, in ms: the page reloads its lists for each. */
const MIN_INTERVAL = 1_000;

const nothing: Events['memories-purged'] = { ids: [], count: 0, conversationIds: [] };

/** The services that may hold or be writing words that are purged. */
interface WordHolders {
  /** Saves messages being written, so that the purge searches them too. */
  save(): void;
  /** Aborts what is in progress in these runs and chats. Called right after they lost words. */
  discard(lost: { readonly runs: readonly string[]; readonly conversations: readonly string[] }): void;
  /** Drops cached copies: past events, files being transferred, prefetched recalls. */
  dropCopies(): Promise<void>;
}

/** A MemoryPurger that publishes every purge and clears copies of the words outside the database. */
export class PublishingMemoryPurger implements MemoryPurger {
  readonly #purger: MemoryPurger;
  readonly #publish: Publish;

  readonly #holders: WordHolders;
  /** Purged and not published yet. */
  #unpublished: Events['memories-purged'] = nothing;
  #publishedAt = Number.NEGATIVE_INFINITY;
  /** True: something was purged since copies were last dropped. */
  #hasCopies = false;

  constructor(purger: MemoryPurger, publish: Publish, holders: WordHolders) {
    this.#purger = purger;
    this.#publish = publish;
    this.#holders = holders;
  }

  search(ids: readonly string[]) {
    this.#holders.save();
    return this.#purger.search(ids);
  }

  inChats(ids: readonly string[]): readonly string[] {
    return this.#purger.inChats(ids);
  }

  mentions(...parameters: Parameters<MemoryPurger['mentions']>) {
    return this.#purger.mentions(...parameters);
  }

  sentTo(ids: readonly string[]): readonly string[] {
    return this.#purger.sentTo(ids);
  }

  backups(): readonly string[] {
    return this.#purger.backups();
  }

  async prepare(ids: readonly string[]): Promise<void> {
    this.#holders.save();
    await this.#purger.prepare(ids);
  }

  purge(...[ids, options]: Parameters<MemoryPurger['purge']>) {
    this.#holders.save();
    const purged = this.#purger.purge(ids, options);
    this.#holders.discard(purged);
    this.#hasCopies ||= purged.memories > 0;
    const { ids: earlier, count, conversationIds } = this.#unpublished;
    this.#unpublished = {
      ids: [...earlier, ...ids].slice(0, mostAnswered),
      count: count + purged.memories,
      conversationIds: [...new Set([...conversationIds, ...purged.conversations])].slice(0, mostAnswered),
    };
    if (performance.now() - this.#publishedAt >= MIN_INTERVAL) this.#publishPurged();
    return purged;
  }

  get leftOver(): boolean {
    return this.#purger.leftOver;
  }

  async erase(tries?: number): Promise<boolean> {
    if (this.#hasCopies) await this.#holders.dropCopies();
    this.#hasCopies = false;
    if (this.#unpublished.count > 0) this.#publishPurged();
    return this.#purger.erase(tries);
  }

  #publishPurged(): void {
    this.#publish('memories-purged', this.#unpublished);
    this.#unpublished = nothing;
    this.#publishedAt = performance.now();
  }
}
