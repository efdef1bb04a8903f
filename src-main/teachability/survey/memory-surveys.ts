/** Surveys for the page: one at a time, and with what changed since left out. */
import type { MemorySurvey } from '#shared/contract/memory-survey.ts';
import type { Memory } from '#shared/memory.ts';
import type { MemoryPages, MemoryReader } from '../ports.ts';

export interface SurveysPorts {
  readonly reader: Pick<MemoryReader, 'getAll'>;
  readonly pages: Pick<MemoryPages, 'counts'>;
  /** Works a survey out, away from the main loop, or gives the one that still holds. */
  readonly survey: () => Promise<MemorySurvey>;
}

export interface AlikeMemories {
  readonly memories: [Memory, Memory];
  readonly likeness: number;
}

export class MemorySurveys {
  readonly #ports: SurveysPorts;
  #running: Promise<MemorySurvey> | null = null;

  constructor(ports: SurveysPorts) {
    this.#ports = ports;
  }

  async map(): Promise<Pick<MemorySurvey, 'ids' | 'kinds' | 'x' | 'y'> & { missing: number }> {
    const { ids, kinds, x, y } = await this.#survey();
    const { active, paused } = this.#ports.pages.counts().byStatus;
    return { ids, kinds, x, y, missing: Math.max(0, active + paused - ids.length) };
  }

  /** What points of the map say. */
  named(ids: readonly string[]): Memory[] {
    return this.#ports.reader.getAll(ids);
  }

  async duplicates(limit: number): Promise<{ pairs: AlikeMemories[]; total: number }> {
    const { pairs } = await this.#survey();
    const found = this.#ports.reader.getAll([...new Set(pairs.flatMap(({ ids }) => ids))]);
    const inUse = new Map(
      found
        .filter(({ status }) => status === 'active' || status === 'paused')
        .map((memory) => [memory.id, memory] as const),
    );
    const still = pairs.flatMap(({ ids, likeness }): AlikeMemories[] => {
      const [one, other] = [inUse.get(ids[0]), inUse.get(ids[1])];
      return one === undefined || other === undefined ? [] : [{ memories: [one, other], likeness }];
    });
    return { pairs: still.slice(0, limit), total: still.length };
  }

  /** The map and the duplicates are asked for together: one survey serves both. */
  #survey(): Promise<MemorySurvey> {
    this.#running ??= this.#ports.survey().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }
}
