/**
 * The data of one run as the page shows it, and how events change it. Pure: every function returns a new value;
 * repeated events change nothing.
 */
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { Events } from '../../../shared/contract/events.ts';
import { isChatMessage } from '../chat/chat-message.ts';

export type RunDetails = CommandOutput<'runs.get'>;
export type RunView = RunDetails['run'];
type RunMessage = Events['run-message'];
type Writing = RunDetails['writing'][number];

/** Adds a message or event to a run; null when an earlier chunk was missed. */
export function withRunMessage(details: RunDetails, { message, at }: RunMessage): RunDetails | null {
  if (message.type === 'ModelClientStreamingChunkEvent') return withChunk(details, message, at ?? 0);
  if (details.messages.some(({ id }) => id === message.id)) return details;
  // A speaker who has finished a message is no longer writing it.
  const writing = details.writing.filter(
    ({ messageId, source }) => messageId !== message.id && source !== message.source,
  );
  return { ...details, messages: [...details.messages, message], writing };
}

type Chunk = Extract<RunMessage['message'], { type: 'ModelClientStreamingChunkEvent' }>;

function withChunk(details: RunDetails, chunk: Chunk, at: number): RunDetails | null {
  const { fullMessageId: messageId, source, channel, content } = chunk;
  if (channel === 'retracted' || details.messages.some(({ id }) => id === messageId)) return details;
  // A speaker who starts another message has given up the previous one.
  const writing = details.writing.filter((each) => each.source !== source || each.messageId === messageId);
  const index = writing.findIndex((each) => each.messageId === messageId && each.channel === channel);
  const before = writing[index]?.text ?? '';
  if (at > before.length) return null;
  const next: Writing = { messageId, source, channel, text: before + content.slice(before.length - at) };
  return {
    ...details,
    writing: index === -1 ? [...writing, next] : writing.with(index, next),
  };
}

/** The names of those who work now: who writes, or who was selected and has not spoken yet. */
export function speakersOf({ run, messages, writing }: RunDetails): readonly string[] {
  if (run.status !== 'running') return [];
  if (writing.length > 0) return [...new Set(writing.map(({ source }) => source))];
  const last = messages.at(-1);
  if (last?.type === 'SelectSpeakerEvent') return last.content;
  if (last?.type === 'HandoffMessage') return [last.target];
  return last !== undefined && !isChatMessage(last) ? [last.source] : [];
}

/** Whether a run can be stopped. */
export function isActive({ status }: RunView): boolean {
  return status === 'running' || status === 'paused' || status === 'waiting';
}

export function canResume({ status }: RunView): boolean {
  return status === 'paused' || status === 'cancelled' || status === 'failed' || status === 'interrupted';
}

/** Inserts or replaces a run, newest first. An older state of a known run changes nothing. */
export function upsertRun(runs: readonly RunView[], run: RunView): readonly RunView[] {
  const index = runs.findIndex(({ id }) => id === run.id);
  const known = runs[index];
  if (known !== undefined) return known.updatedAt > run.updatedAt ? runs : runs.with(index, run);
  const before = runs.findIndex(({ startedAt }) => startedAt <= run.startedAt);
  return before === -1 ? [...runs, run] : runs.toSpliced(before, 0, run);
}
