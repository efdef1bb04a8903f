import type { Publish } from '#shared/contract/events.ts';
import { mostAnswered } from '#shared/contract/memories.ts';
import type { MemoryPurger } from '../teachability/ports.ts';

/** What forgets for good, with every loss told to the page. */
export class AnnouncedPurges implements MemoryPurger {
  readonly #purger: MemoryPurger;
  readonly #publish: Publish;

  readonly #onRuns: (runIds: readonly string[]) => void;

  /** @param onRuns is told which runs lost words, before anything else can happen in them. */
  constructor(purger: MemoryPurger, publish: Publish, onRuns: (runIds: readonly string[]) => void) {
    this.#purger = purger;
    this.#publish = publish;
    this.#onRuns = onRuns;
  }

  mentions(...parameters: Parameters<MemoryPurger['mentions']>) {
    return this.#purger.mentions(...parameters);
  }

  backups(): readonly string[] {
    return this.#purger.backups();
  }

  purge(...[ids, options]: Parameters<MemoryPurger['purge']>) {
    const purged = this.#purger.purge(ids, options);
    this.#onRuns(purged.runs);
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
