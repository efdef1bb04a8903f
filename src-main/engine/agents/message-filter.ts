import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { mapCollectingFaults } from '../run/collect-faults.ts';
import { checkedInteger } from '../run/checked-integer.ts';

/** Which messages of one source pass: all, or the first or last `count`. */
export interface PerSourceFilter {
  readonly source: string;
  readonly position?: 'first' | 'last';
  /** Required with `position`. */
  readonly count?: number;
}

export interface MessageFilterConfig {
  readonly perSource: readonly PerSourceFilter[];
}

/** Throws `invalid_input` that names the invalid field. */
export function checkedFilter({ perSource }: MessageFilterConfig): MessageFilterConfig {
  if (perSource.length === 0) throw wrong('perSource', 'A filter names at least one source.');
  mapCollectingFaults(perSource, ({ position, count }, index) => {
    const field = `perSource.${index}.count`;
    if ((position === undefined) !== (count === undefined)) {
      throw wrong(field, 'A position and a count go together: the first or the last, and how many.');
    }
    if (count !== undefined) checkedInteger(count, 1, `filter.${field}`);
  });
  return { perSource };
}

/** The messages that pass, in their original order; each once, even when several filters match it. */
export function filtered(
  messages: readonly ChatMessage[],
  { perSource }: MessageFilterConfig,
): readonly ChatMessage[] {
  const kept = new Set(perSource.flatMap((filter) => keptBy(filter, messages)));
  return messages.filter((message) => kept.has(message));
}

function keptBy({ source, position, count }: PerSourceFilter, messages: readonly ChatMessage[]) {
  const theirs = messages.filter((message) => message.source === source);
  if (position === undefined || count === undefined) return theirs;
  return position === 'first' ? theirs.slice(0, count) : theirs.slice(-count);
}

function wrong(field: string, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field: `filter.${field}` });
}
