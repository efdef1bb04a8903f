import type { RunContext } from './run-context.ts';

/**
 * The same run for what happens inside one turn, where nobody else listens: what people say to the run meanwhile waits for
 * the next turn, so that everybody hears it. Pausing and speaking in place of an agent stay.
 */
export function withoutInjectedMessages(run: RunContext): RunContext {
  const { control } = run;
  if (control === undefined) return run;
  return {
    ...run,
    control: {
      beforeTurn: (signal) => control.beforeTurn(signal),
      takeMessages: () => [],
      standIn: (participant) => control.standIn?.(participant) ?? null,
    },
  };
}
