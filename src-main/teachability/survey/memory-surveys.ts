/** Surveys for the page: one at a time, without memories that have changed since. */
import type { CommandOutput } from '#shared/contract/commands.ts';
import type { Memory } from '#shared/memory/memory.ts';
import type { MemoryPages, MemoryReader } from '../ports.ts';
import { pointsOf } from '#shared/memory/packed-survey.ts';
import type { PackedSurvey } from '#shared/memory/packed-survey.ts';

export interface SurveysPorts {
  readonly reader: Pick<MemoryReader, 'getAll'>;
  readonly pages: Pick<MemoryPages, 'countsInSlices'>;
  /** Computes a survey in a worker, or returns the current one if it is still valid. */
  readonly survey: () => Promise<PackedSurvey>;
}

export interface AlikeMemories {
  readonly memories: [Memory, Memory];
  readonly likeness: number;
}

export class MemorySurveys {
  readonly #ports: SurveysPorts;
  #running: Promise<PackedSurvey> | null = null;
  /** The survey that the map was last shown from. */
  #shown: PackedSurvey | null = null;
  #edition = 0;

  constructor(ports: SurveysPorts) {
    this.#ports = ports;
  }

  /** @param offset 0 checks for changes; later pages are of the map returned last. */
  async map(offset: number, limit: number): Promise<CommandOutput<'memories.map'>> {
    const survey = offset > 0 && this.#shown !== null ? this.#shown : await this.#survey();
    if (survey !== this.#shown) {
      this.#shown = survey;
      this.#edition += 1;
    }
    const { active, paused } = (await this.#ports.pages.countsInSlices()).byStatus;
    const { count: total } = survey;
    const missing = Math.max(0, active + paused - total);
    return { ...pointsOf(survey, offset, limit), total, edition: this.#edition, missing };
  }

  /** The texts of points of the map. */
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

  /** Map and duplicates are requested together and share one survey. */
  #survey(): Promise<PackedSurvey> {
    this.#running ??= this.#ports.survey().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }
}
