/** The runs in the chats that are open, and what a person does with them. */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { Result } from '../../../shared/result.ts';
import { openRun, receiveRunDetails } from './run-details.ts';
import type { RunView } from './run-log.ts';
import { placeRun } from './run-log.ts';
import { showAction, showFailure } from '../page/toast-store.ts';

interface ChatRunsState {
  /** By chat, newest first. */
  readonly runs: ReadonlyMap<string, readonly RunView[]>;
}

export const useChatRuns = create<ChatRunsState>(() => ({ runs: new Map() }));

/** So many runs of a chat are loaded with what was done in them. */
const IN_FULL = 8;
const MOST = 200;

export async function openChatRuns(conversationId: string): Promise<void> {
  const result = await client.call('runs.list', { conversationId, limit: MOST });
  // A chat without its runs still shows what was said in them.
  if (!result.ok) return;
  const { items } = result.value;
  const arrived = useChatRuns.getState().runs.get(conversationId) ?? [];
  const runs = arrived.reduce(placeRun, items);
  useChatRuns.setState((state) => ({ runs: new Map(state.runs).set(conversationId, runs) }));
  for (const { id } of runs.slice(0, IN_FULL)) openRun(id);
}

export function receiveChatRun(run: RunView): void {
  const { conversationId } = run;
  if (conversationId === null) return;
  const { runs } = useChatRuns.getState();
  const known = runs.get(conversationId);
  const before = known?.find(({ id }) => id === run.id);
  const next = placeRun(known ?? [], run);
  useChatRuns.setState({ runs: new Map(runs).set(conversationId, next) });
  receiveRunDetails(run);
  if (before?.status === 'running') tellElsewhere(run, conversationId);
  if (known !== undefined) openRun(run.id);
}

const standsStill: Partial<Readonly<Record<RunView['status'], string>>> = {
  waiting: 'waits for you',
  complete: 'is done',
  failed: 'failed',
};

/** A run that needs its person, or has ended, says so on every page but its own. */
function tellElsewhere({ id, name, status }: RunView, conversationId: string): void {
  const words = standsStill[status];
  const { hash } = globalThis.location;
  const chat = `#/chat/${conversationId}`;
  if (words === undefined || hash.startsWith(chat) || hash === `#/agents/runs/${id}`) return;
  showAction(`“${name}” ${words}.`, 'Open the chat', () => {
    globalThis.location.hash = chat;
  });
}

export function removeChatRun(id: string): void {
  useChatRuns.setState(({ runs }) => ({
    runs: new Map([...runs].map(([chat, own]) => [chat, own.filter((run) => run.id !== id)])),
  }));
}

/** The run that a chat shows its bar for: the newest. */
export function currentRun(runs: readonly RunView[] | undefined): RunView | null {
  return runs?.[0] ?? null;
}

type RunCommand = 'runs.pause' | 'runs.resume' | 'runs.stop';

export async function steerRun(command: RunCommand, runId: string): Promise<void> {
  const result = await client.call(command, { runId });
  if (result.ok) receiveChatRun(result.value.run);
  else showFailure(result.error);
}

/** Lets a run go on within larger limits. */
export async function raiseBudget(
  runId: string,
  budget: NonNullable<CommandInput<'runs.resume'>['budget']>,
): Promise<Result<unknown>> {
  const result = await client.call('runs.resume', { runId, budget });
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}

/** Stops whoever speaks, now, and holds the run; `goOnAfterInterrupt` says what is to be different. */
export async function interruptRun(runId: string): Promise<boolean> {
  for (const command of ['runs.pause', 'runs.interrupt'] as const) {
    const result = await client.call(command, { runId });
    if (!result.ok) {
      showFailure(result.error);
      return false;
    }
    receiveChatRun(result.value.run);
  }
  return true;
}

/** What was interrupted is said anew, knowing these words; empty: as before. */
export async function goOnAfterInterrupt(runId: string, text: string): Promise<Result<unknown>> {
  const told = text === '' ? null : await client.call('runs.interrupt', { runId, text });
  if (told?.ok === false) return told;
  const result = await client.call('runs.resume', { runId });
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}

/** From its next turn the person speaks for an agent, or the agent for itself again. */
export async function speakInRun(
  command: 'runs.takeOver' | 'runs.handBack',
  runId: string,
  agent: string,
): Promise<void> {
  const result = await client.call(command, { runId, agent });
  if (result.ok) receiveChatRun(result.value.run);
  else showFailure(result.error);
}

export async function sayInRun(runId: string, text: string): Promise<Result<unknown>> {
  const result = await client.call('runs.say', { runId, text });
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}

export async function answerRun(
  runId: string,
  requestId: string,
  answer: CommandInput<'runs.answer'>['answer'],
): Promise<Result<unknown>> {
  const result = await client.call('runs.answer', { runId, requestId, answer });
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}
