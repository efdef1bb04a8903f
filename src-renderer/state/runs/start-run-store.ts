/** The dialog that starts a run: the agent or team it is open for. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput, CommandOutput } from '../../../shared/contract/commands.ts';
import type { Result } from '../../../shared/result.ts';
import type { TeamSummary } from './agents-store.ts';
import { receiveChatRun } from './chat-runs-store.ts';

interface StartRunState {
  readonly team: Pick<TeamSummary, 'id' | 'name'> | null;
}

export const useStartRun = create<StartRunState>(() => ({ team: null }));

export const startDialog = {
  open: ({ id, name }: Pick<TeamSummary, 'id' | 'name'>) => useStartRun.setState({ team: { id, name } }),
  close: () => useStartRun.setState({ team: null }),
};

export async function startRun(
  input: CommandInput<'runs.start'>,
): Promise<Result<CommandOutput<'runs.start'>>> {
  const result = await client.call('runs.start', input);
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}
