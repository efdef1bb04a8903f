import type { RunContext } from './run-context.ts';

/**
 * The run context for work inside one turn, such as a nested team that others do not hear. Messages injected meanwhile are left for
 * the next turn, when all participants receive them. Pausing and standing in for an agent still work.
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
