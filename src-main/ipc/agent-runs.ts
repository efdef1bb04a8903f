import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';

type RunHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `runs.${string}`>>;

/** The contract is agreed; who serves it joins with the next change. */
export function agentRunHandlers(): RunHandlers {
  const soon = () => {
    throw new TuteeError('not_supported', 'Agents cannot be run in this version yet.');
  };
  return {
    'runs.start': soon,
    'runs.answer': soon,
    'runs.say': soon,
    'runs.pause': soon,
    'runs.resume': soon,
    'runs.stop': soon,
    'runs.list': soon,
    'runs.get': soon,
    'runs.delete': soon,
    'runs.usage': soon,
  };
}
