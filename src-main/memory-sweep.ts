import type { MemoryForgetting } from './teachability/memory-forgetting.ts';

/** How often memories are looked through for those whose time has come, in ms. Recall itself never brings one that is over. */
const EVERY = 60_000;

/** Lets memories expire and the bin empty itself while Tutee runs, beginning now. */
export function startSweeping(
  forgetting: MemoryForgetting,
  onFailure: (thrown: unknown) => void,
): { close: () => Promise<void> } {
  let under: Promise<void> = Promise.resolve();
  const sweep = () => {
    under = under.then(() => forgetting.sweep()).catch(onFailure);
  };
  sweep();
  const timer = setInterval(sweep, EVERY);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      await under;
    },
  };
}
