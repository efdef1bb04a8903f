import type { Step } from '../../engine/durability/run-log.ts';
import { StepJournal } from '../../engine/durability/step-journal.ts';
import type { RunJournal, StepKind } from '../../engine/ports.ts';

/** Answers of models are in the completion cache, answers of people in the state already. */
const KINDS: ReadonlySet<StepKind> = new Set(['call-begun', 'call-ended']);

/** Saves the tool calls of a run that its saved state does not contain. Whether one is made again is decided in src-main/engine/durability/journaled-steps.ts. */
export class RunCalls {
  /** What the last saved state does not contain. */
  #unsaved: readonly Step[];
  #journal: StepJournal | null = null;

  /** @param unsaved of earlier segments, as saved with the state. */
  constructor(unsaved: readonly Step[]) {
    this.#unsaved = unsaved;
  }

  /** To be saved with the last saved state. */
  get sinceSaved(): readonly Step[] {
    return this.#unsaved;
  }

  /** To be saved with the state of now, which becomes the last saved one. */
  takeOpen(): readonly Step[] {
    this.#unsaved = this.#journal?.open ?? this.#unsaved;
    return this.#unsaved;
  }

  /** For one segment. @param save stores `sinceSaved`; a call waits for it, and is not made when it throws. */
  begin(save: () => void): RunJournal {
    const nextId = this.#unsaved.reduce((most, { id }) => Math.max(most, id + 1), 0);
    this.#journal = StepJournal.start(this.#unsaved, nextId, (step) => {
      this.#unsaved = [...this.#unsaved, step];
      save();
    });
    return callsIn(this.#journal);
  }

  /** The run is complete. */
  settle(): void {
    this.#journal?.settle();
  }
}

function callsIn(journal: RunJournal): RunJournal {
  return {
    within: (part) => callsIn(journal.within(part)),
    take: (kind, key) => journal.take(kind, key),
    earlier: (kind, key) => journal.earlier(kind, key),
    record: async (kind, key, value) => {
      if (KINDS.has(kind)) await journal.record(kind, key, value);
    },
    settle: (kinds) => journal.settle(kinds),
  };
}
