import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Runs } from '../studio/runs.ts';

type RunHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `runs.${string}`>>;

export function agentRunHandlers(runs: Runs): RunHandlers {
  return {
    'runs.start': (input) => runs.start(input),
    'runs.answer': async ({ runId, requestId, answer }) => ({
      run: await runs.answer(runId, requestId, answer),
    }),
    'runs.say': async ({ runId, text }) => ({ run: await runs.say(runId, text) }),
    'runs.pause': ({ runId }) => ({ run: runs.pause(runId) }),
    'runs.resume': async ({ runId, budget }) => ({ run: await runs.resume(runId, budget) }),
    'runs.interrupt': async ({ runId, text }) => ({ run: await runs.intervention.interrupt(runId, text) }),
    'runs.takeOver': async ({ runId, agent }) => ({ run: await runs.intervention.takeOver(runId, agent) }),
    'runs.handBack': async ({ runId, agent }) => ({ run: await runs.intervention.handBack(runId, agent) }),
    'runs.stop': async ({ runId }) => ({ run: await runs.stop(runId) }),
    'runs.list': (input) => runs.history.list(input),
    'runs.get': ({ runId }) => runs.get(runId),
    'runs.replay': ({ runId }) => runs.replay(runId),
    'runs.delete': async ({ runId }) => {
      await runs.delete(runId);
      return {};
    },
    'runs.restore': ({ runId }) => ({ run: runs.history.restore(runId) }),
    'runs.usage': ({ days }) => runs.history.usage(days),
  };
}
