import type { AgentOptions } from '#shared/contract/agents.ts';
import type { CommandHandlers } from '#shared/contract/commands.ts';
import { DEFAULT_MODEL } from '../studio/teams/team-builder.ts';
import type { TeamBuilder } from '../studio/teams/team-builder.ts';
import type { TeamLibrary } from '../studio/teams/team-library.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';

type AgentHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `agents.${string}`>>;

export function agentHandlers(
  library: TeamLibrary,
  builder: TeamBuilder,
  directory: Pick<ModelDirectory, 'offered' | 'status'>,
): AgentHandlers {
  return {
    'agents.list': () => library.list(),
    'agents.get': ({ id }) => ({ team: library.get(id) }),
    'agents.check': ({ component }) => {
      const faults = library.check(component);
      return faults.length === 0 ? { ok: true } : { ok: false, faults: [...faults] };
    },
    'agents.save': ({ id, name, component, basedOn, renamed }) => ({
      team: library.save(id, name, component, { basedOn, renamed }),
    }),
    'agents.introduce': ({ id, introduction }) => ({ team: library.introduce(id, introduction) }),
    'agents.delete': ({ id }) => {
      library.delete(id);
      return {};
    },
    'agents.restore': ({ id }) => ({ team: library.restore(id) }),
    'agents.import': ({ text }) => ({ team: library.import(text) }),
    'agents.export': ({ id }) => library.export(id),
    'agents.options': async () => ({ models: await models(directory), ...builder.options() }),
  };
}

async function models(
  directory: Pick<ModelDirectory, 'offered' | 'status'>,
): Promise<AgentOptions['models']> {
  const { model, local } = directory.status();
  const now = model === null ? '' : ` (now ${model})`;
  const offered = await directory.offered();
  return [{ name: DEFAULT_MODEL, label: `The model of Settings${now}`, local }, ...offered];
}
