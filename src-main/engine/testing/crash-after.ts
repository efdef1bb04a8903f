import type { RunLogStore } from '../ports.ts';

/** How a program ends that was killed at a write: `crashAfter` throws it. */
export class SimulatedCrash extends Error {
  constructor() {
    super('The program was killed here.');
    this.name = 'SimulatedCrash';
  }
}

/**
 * A store for tests of durable runs: it passes `writes` writes on, and from then on fails as if the program had been killed. Build the agents anew
 * and resume with the store itself: whatever `writes` is, nothing paid may be asked for again.
 */
export function crashAfter(store: RunLogStore, writes: number): RunLogStore {
  let left = writes;
  const write = async (work: () => void | Promise<void>): Promise<void> => {
    if (left === 0) throw new SimulatedCrash();
    left -= 1;
    await work();
  };
  return {
    append: (runId, entry) => write(() => store.append(runId, entry)),
    read: (runId) => store.read(runId),
    replace: (runId, entries) => write(() => store.replace(runId, entries)),
  };
}
