import type { RunJournal } from '../ports.ts';

/** The journal of work whose own state is not saved: when it is resumed it begins anew, so no step of it is settled from inside. */
export function keepAllSteps(journal: RunJournal): RunJournal {
  return {
    within: (part) => keepAllSteps(journal.within(part)),
    take: (kind, key) => journal.take(kind, key),
    earlier: (kind, key) => journal.earlier(kind, key),
    record: (kind, key, value) => journal.record(kind, key, value),
    settle: () => undefined,
  };
}
