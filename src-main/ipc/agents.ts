import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';

type AgentHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `${'agents' | 'runs'}.${string}`>>;

/** The contract is agreed; who serves it joins with the next change. */
export function agentHandlers(): AgentHandlers {
  const soon = () => {
    throw new TuteeError('not_supported', 'Agents cannot be run in this version yet.');
  };
  return {
    'agents.list': soon,
    'agents.get': soon,
    'agents.check': soon,
    'agents.save': soon,
    'agents.delete': soon,
    'agents.restore': soon,
    'agents.import': soon,
    'agents.export': soon,
    'agents.options': soon,
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
