import type { Publish } from '#shared/contract/events.ts';
import { mostAnswered } from '#shared/contract/memories.ts';
import type { MemoryPurger } from '../teachability/ports.ts';

/** Whatever may be writing words down at this moment. */
interface Working {
  /** Brings the store up to what was written, so that it is looked through too. */
  save(): void;
  /** Told of the runs and chats that lost words, before anything else can happen in them. */
  discard(lost: { readonly runs: readonly string[]; readonly conversations: readonly string[] }): void;
}

/** What forgets for good, with every loss told to the page. */
export class AnnouncedPurges implements MemoryPurger {
  readonly #purger: MemoryPurger;
  readonly #publish: Publish;

  readonly #working: Working;

  constructor(purger: MemoryPurger, publish: Publish, working: Working) {
    this.#purger = purger;
    this.#publish = publish;
    this.#working = working;
  }

  mentions(...parameters: Parameters<MemoryPurger['mentions']>) {
    return this.#purger.mentions(...parameters);
  }

  backups(): readonly string[] {
    return this.#purger.backups();
  }

  purge(...[ids, options]: Parameters<MemoryPurger['purge']>) {
    this.#working.save();
    const purged = this.#purger.purge(ids, options);
    this.#working.discard(purged);
    this.#publish('memories-purged', {
      ids: ids.slice(0, mostAnswered),
      count: purged.memories,
      conversationIds: purged.conversations.slice(0, mostAnswered),
    });
    return purged;
  }

  erase(): Promise<boolean> {
    return this.#purger.erase();
  }
}
