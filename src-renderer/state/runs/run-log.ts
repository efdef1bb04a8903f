/**
 * One run as the page shows it, and how its events change it. Pure: every function returns a new value, and what was seen
 * already changes nothing.
 */
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { Events } from '../../../shared/contract/events.ts';
import { isSaid } from '../chat/said.ts';

export type RunDetails = CommandOutput<'runs.get'>;
export type RunView = RunDetails['run'];
type RunMessage = Events['run-message'];
type Writing = RunDetails['writing'][number];

/** The same run with something said or done in it; null when a piece before this one was missed. */
export function withRunMessage(details: RunDetails, { message, at }: RunMessage): RunDetails | null {
  if (message.type === 'ModelClientStreamingChunkEvent') return withPiece(details, message, at ?? 0);
  if (details.messages.some(({ id }) => id === message.id)) return details;
  // Whoever has said something whole is not writing it any more.
  const writing = details.writing.filter(
    ({ messageId, source }) => messageId !== message.id && source !== message.source,
  );
  return { ...details, messages: [...details.messages, message], writing };
}

type Piece = Extract<RunMessage['message'], { type: 'ModelClientStreamingChunkEvent' }>;

function withPiece(details: RunDetails, piece: Piece, at: number): RunDetails | null {
  const { fullMessageId: messageId, source, channel, content } = piece;
  if (details.messages.some(({ id }) => id === messageId)) return details;
  // Whoever writes something else has given up what it was writing.
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

/** Who is at work now, by name: who writes, or who has been chosen and has not spoken yet. */
export function speakersOf({ run, messages, writing }: RunDetails): readonly string[] {
  if (run.status !== 'running') return [];
  if (writing.length > 0) return [...new Set(writing.map(({ source }) => source))];
  const last = messages.at(-1);
  if (last?.type === 'SelectSpeakerEvent') return last.content;
  if (last?.type === 'HandoffMessage') return [last.target];
  return last !== undefined && !isSaid(last) ? [last.source] : [];
}

/** Whether a run is on: it may be stopped. */
export function isOn({ status }: RunView): boolean {
  return status === 'running' || status === 'paused' || status === 'waiting';
}

export function canResume({ status }: RunView): boolean {
  return status === 'paused' || status === 'cancelled' || status === 'failed' || status === 'interrupted';
}

/** A run put in its place: newest first. An older state of one that is there changes nothing. */
export function placeRun(runs: readonly RunView[], run: RunView): readonly RunView[] {
  const index = runs.findIndex(({ id }) => id === run.id);
  const known = runs[index];
  if (known !== undefined) return known.updatedAt > run.updatedAt ? runs : runs.with(index, run);
  const before = runs.findIndex(({ startedAt }) => startedAt <= run.startedAt);
  return before === -1 ? [...runs, run] : runs.toSpliced(before, 0, run);
}
