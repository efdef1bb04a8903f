import type { Events, Publish } from '#shared/contract/events.ts';
import { mostAnswered } from '#shared/contract/memories.ts';
import type { MemoryPurger } from '../../teachability/ports.ts';

/** The page reads its lists anew each time, so it is told so often at most, in ms, while very many go. */
const TELL_EVERY = 1_000;

const nothing: Events['memories-purged'] = { ids: [], count: 0, conversationIds: [] };

/** Whatever may be writing words down at this moment. */
interface Working {
  /** Brings the store up to what was written, so that it is looked through too. */
  save(): void;
  /** Told of the runs and chats that lost words, before anything else can happen in them. */
  discard(lost: { readonly runs: readonly string[]; readonly conversations: readonly string[] }): void;
  /** Lets go of copies that are held for a while: past events, files on their way, what was worked out beforehand. */
  letGo(): Promise<void>;
}

/** What forgets for good, with every loss told to the page. */
export class AnnouncedPurges implements MemoryPurger {
  readonly #purger: MemoryPurger;
  readonly #publish: Publish;

  readonly #working: Working;
  /** What was lost and the page does not know yet. */
  #untold: Events['memories-purged'] = nothing;
  #toldAt = Number.NEGATIVE_INFINITY;
  /** Something was purged since copies of it were last let go. */
  #copied = false;

  constructor(purger: MemoryPurger, publish: Publish, working: Working) {
    this.#purger = purger;
    this.#publish = publish;
    this.#working = working;
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
    this.#working.save();
    await this.#purger.prepare(ids);
  }

  purge(...[ids, options]: Parameters<MemoryPurger['purge']>) {
    this.#working.save();
    const purged = this.#purger.purge(ids, options);
    this.#working.discard(purged);
    this.#copied ||= purged.memories > 0;
    const { ids: earlier, count, conversationIds } = this.#untold;
    this.#untold = {
      ids: [...earlier, ...ids].slice(0, mostAnswered),
      count: count + purged.memories,
      conversationIds: [...new Set([...conversationIds, ...purged.conversations])].slice(0, mostAnswered),
    };
    if (performance.now() - this.#toldAt >= TELL_EVERY) this.#tell();
    return purged;
  }

  get leftOver(): boolean {
    return this.#purger.leftOver;
  }

  async erase(tries?: number): Promise<boolean> {
    if (this.#copied) await this.#working.letGo();
    this.#copied = false;
    if (this.#untold.count > 0) this.#tell();
    return this.#purger.erase(tries);
  }

  #tell(): void {
    this.#publish('memories-purged', this.#untold);
    this.#untold = nothing;
    this.#toldAt = performance.now();
  }
}
