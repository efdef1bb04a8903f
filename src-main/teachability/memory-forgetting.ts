/**
 * The end of memories: they expire, leave the bin after 30 days, or are forgotten for good when the user says so. Owns when each
 * happens; the store decides what deletion means for tables and files.
 */
import { BIN_TIME } from '#shared/bin.ts';
import { mostSearched } from '#shared/contract/memory/memory-forgetting.ts';
import type { Remains } from '#shared/contract/memory/memory-forgetting.ts';
import type { MemorySelection } from '#shared/memory/memory-filter.ts';
import { valueOf } from './capture/decide/plan.ts';
import type { LongChanges } from './long-changes.ts';
import type { MemoryUpdates } from './memory-updates.ts';
import type { EndingReader, MemoryPurger, MemoryReader, MemoryWriter } from './ports.ts';

/** Memories that expire in one slice, between yields to the event loop. */
const SLICE = 50;
/** Memories searched for in chats in one slice; chats may be long. */
const SOUGHT = 10;
/** Memories checked in one slice for whether they were ever in a chat. */
const SIFTED = 500;
/** Memories deleted from the bin in one slice. */
const BINNED = 1_000;
const MOST_CHATS = 100;
const MOST_MODELS = 20;
/** Other memories and other texts that the dialog names. */
const MOST_OTHERS = 50;
/** No retries: nobody waits for a sweep, and the next one tries again. */
const PATIENCE = 5;
/** Every memory is searched for in chats and runs before it is deleted. */
const SLOW = { first: SOUGHT, least: 5 };

export interface ForgettingPorts {
  readonly reader: Pick<MemoryReader, 'getAll'> & EndingReader;
  readonly writer: Pick<MemoryWriter, 'apply'>;
  readonly purger: MemoryPurger;
  readonly updates: MemoryUpdates;
  readonly long: LongChanges;
  readonly newId: () => string;
  readonly yieldToEventLoop: () => Promise<void>;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
}

export class MemoryForgetting {
  readonly #ports: ForgettingPorts;

  constructor(ports: ForgettingPorts) {
    this.#ports = ports;
  }

  async preview(selection: MemorySelection): Promise<Remains & { memories: number }> {
    const ids = await this.#ports.updates.select(selection);
    return { memories: ids.length, ...(await this.#remains(ids)) };
  }

  /** Large numbers are deleted in slices, with progress. If stopped, the memories not yet reached are kept. */
  async purge(
    selection: MemorySelection,
    chats: boolean,
  ): Promise<{ purged: number; left: number; remains: Remains }> {
    const ids = await this.#ports.updates.select(selection);
    const remains = await this.#remains(ids);
    const { purged, left } = await this.#purge(ids, chats);
    // A backup may have been made in the meantime.
    const backups = [...this.#ports.purger.backups()];
    return { purged, left, remains: { ...remains, backups, chats: chats ? [] : remains.chats } };
  }

  /** Expires memories whose time is over and deletes those that were in the bin long enough. To be called at the start and periodically. */
  async sweep(): Promise<void> {
    const { reader, now } = this.#ports;
    for (let ids = reader.expired(now(), SLICE); ids.length > 0; ids = reader.expired(now(), SLICE)) {
      this.#expire(ids);
      await this.#ports.yieldToEventLoop();
    }
    const emptied = await this.#emptyBin();
    if (emptied || this.#ports.purger.leftOver) await this.#ports.purger.erase(PATIENCE);
  }

  /** Returns whether any memory was deleted. */
  async #emptyBin(): Promise<boolean> {
    const { reader, purger, now, yieldToEventLoop } = this.#ports;
    const before = now() - BIN_TIME;
    let emptied = false;
    for (
      let ids = reader.binnedBefore(before, BINNED);
      ids.length > 0;
      ids = reader.binnedBefore(before, BINNED)
    ) {
      emptied = true;
      if (ids.length > SOUGHT) await purger.prepare(ids);
      for (let start = 0; start < ids.length; start += SOUGHT) {
        const slice = ids.slice(start, start + SOUGHT);
        purger.purge(slice, { at: now(), chats: false, keepRejections: true });
        await yieldToEventLoop();
      }
    }
    return emptied;
  }

  #expire(ids: readonly string[]): void {
    const { reader, writer, now } = this.#ports;
    const steps = reader.getAll(ids).map(
      (memory) =>
        ({
          type: 'update',
          id: memory.id,
          action: 'expired',
          value: { ...valueOf(memory), status: 'expired' },
        }) as const,
    );
    writer.apply(steps, { actor: 'system', at: now(), conversationId: null, messageId: null });
  }

  async #purge(ids: readonly string[], chats: boolean): Promise<{ purged: number; left: number }> {
    const { purger, long, newId, now } = this.#ports;
    let purged = 0;
    const work = (slice: readonly string[]) => {
      purged += purger.purge(slice, { chats, keepRejections: false, at: now() }).memories;
    };
    if (ids.length > SOUGHT) await purger.prepare(ids);
    const done = await long.run(newId(), ids, work, SLOW);
    await purger.erase();
    return { purged, left: ids.length - done };
  }

  async #remains(ids: readonly string[]): Promise<Remains> {
    const { purger, yieldToEventLoop } = this.#ports;
    const others = ids.length > mostSearched ? { memories: [], texts: [] } : await purger.search(ids);
    const said: string[] = [];
    for (let start = 0; start < ids.length; start += SIFTED) {
      if (start > 0) await yieldToEventLoop();
      said.push(...purger.inChats(ids.slice(start, start + SIFTED)));
    }
    const sentTo = new Set<string>();
    for (let start = 0; start < said.length; start += SIFTED) {
      if (start > 0) await yieldToEventLoop();
      for (const model of purger.sentTo(said.slice(start, start + SIFTED))) sentTo.add(model);
    }
    const chats = new Map<string, Remains['chats'][number]>();
    for (let start = 0; start < said.length && chats.size < MOST_CHATS; start += SOUGHT) {
      if (start > 0) await yieldToEventLoop();
      for (const mention of purger.mentions(said.slice(start, start + SOUGHT))) {
        const earlier = chats.get(mention.conversationId);
        chats.set(mention.conversationId, {
          ...mention,
          messages: Math.max(earlier?.messages ?? 0, mention.messages),
          answers: Math.max(earlier?.answers ?? 0, mention.answers),
          files: Math.max(earlier?.files ?? 0, mention.files),
        });
      }
    }
    return {
      chats: [...chats.values()].slice(0, MOST_CHATS),
      otherMemories: others.memories.slice(0, MOST_OTHERS),
      otherTexts: others.texts.slice(0, MOST_OTHERS),
      backups: [...purger.backups()],
      sentTo: [...sentTo].sort().slice(0, MOST_MODELS),
    };
  }
}
