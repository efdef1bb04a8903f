/**
 * The runs of open chats, and the user's actions on them. state/runs owns runs, and agents and teams with their
 * drafts. It may know the messages of state/chat and state/page, but not memories or settings, nor what components
 * show.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { Result } from '../../../shared/result.ts';
import { openRun, receiveRunDetails } from './run-details-store.ts';
import type { RunView } from './run-reducer.ts';
import { upsertRun } from './run-reducer.ts';
import { showAction, showFailure } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

interface ChatRunsState {
  /** By chat, newest first. */
  readonly runs: ReadonlyMap<string, readonly RunView[]>;
}

export const useChatRuns = create<ChatRunsState>(() => ({ runs: new Map() }));

/** How many runs of a chat are loaded in full. */
const LOADED_IN_FULL = 8;
const MAX_RUNS = 200;

export async function openChatRuns(conversationId: string): Promise<void> {
  const result = await client.call('runs.list', { conversationId, limit: MAX_RUNS });
  // Without its runs, a chat still shows their messages.
  if (!result.ok) return;
  const { items } = result.value;
  const arrived = useChatRuns.getState().runs.get(conversationId) ?? [];
  const runs = arrived.reduce(upsertRun, items);
  useChatRuns.setState((state) => ({ runs: new Map(state.runs).set(conversationId, runs) }));
  for (const { id } of runs.slice(0, LOADED_IN_FULL)) openRun(id);
}

export function receiveChatRun(run: RunView): void {
  const { conversationId } = run;
  if (conversationId === null) return;
  const { runs } = useChatRuns.getState();
  const known = runs.get(conversationId);
  const before = known?.find(({ id }) => id === run.id);
  const next = upsertRun(known ?? [], run);
  useChatRuns.setState({ runs: new Map(runs).set(conversationId, next) });
  receiveRunDetails(run);
  if (before?.status === 'running') notifyOnOtherPages(run, conversationId);
  if (known !== undefined) openRun(run.id);
}

const settledStatuses: Partial<Readonly<Record<RunView['status'], (name: string) => string>>> = {
  waiting: (name) => t('“{{name}}” waits for you.', { name }),
  complete: (name) => t('“{{name}}” is done.', { name }),
  failed: (name) => t('“{{name}}” failed.', { name }),
};

/** Notifies the user of a run that waits or has ended, on every page but its own. */
function notifyOnOtherPages({ id, name, status }: RunView, conversationId: string): void {
  const words = settledStatuses[status];
  const { hash } = globalThis.location;
  const chat = `#/chat/${conversationId}`;
  if (words === undefined || hash.startsWith(chat) || hash === `#/agents/runs/${id}`) return;
  showAction(words(name), t('Open the chat'), () => {
    globalThis.location.hash = chat;
  });
}

export function removeChatRun(id: string): void {
  useChatRuns.setState(({ runs }) => ({
    runs: new Map([...runs].map(([chat, own]) => [chat, own.filter((run) => run.id !== id)])),
  }));
}

/** The run that a chat's bar shows: the newest. */
export function currentRun(runs: readonly RunView[] | undefined): RunView | null {
  return runs?.[0] ?? null;
}

type RunCommand = 'runs.pause' | 'runs.resume' | 'runs.stop';

export async function controlRun(command: RunCommand, runId: string): Promise<void> {
  const result = await client.call(command, { runId });
  if (result.ok) receiveChatRun(result.value.run);
  else showFailure(result.error);
}

/** Resumes a run with a larger budget. */
export async function raiseBudget(
  runId: string,
  budget: NonNullable<CommandInput<'runs.resume'>['budget']>,
): Promise<Result<unknown>> {
  const result = await client.call('runs.resume', { runId, budget });
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}

/** Stops the current turn at once and pauses the run; `resumeAfterInterrupt` continues it. */
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

/** Repeats the interrupted turn with this instruction; an empty text changes nothing. */
export async function resumeAfterInterrupt(runId: string, text: string): Promise<Result<unknown>> {
  const interrupted = text === '' ? null : await client.call('runs.interrupt', { runId, text });
  if (interrupted?.ok === false) return interrupted;
  const result = await client.call('runs.resume', { runId });
  if (result.ok) receiveChatRun(result.value.run);
  return result;
}

/** From the next turn, the person speaks for an agent, or the agent for itself again. */
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
