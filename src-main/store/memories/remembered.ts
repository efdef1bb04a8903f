import type { MemoryStatus, Remembered } from '#shared/memory/memory.ts';
import { parseValue } from './memory-history.ts';
import type { EventRow, MemoryHistory } from './memory-history.ts';
import type { MemoryRecords } from './memory-records.ts';

/**
 * What a message taught, as the chips below it: one per memory and change. A memory superseded within the same change
 * is shown by its successor's chip.
 */
export function rememberedBy(
  messageId: string,
  history: MemoryHistory,
  records: MemoryRecords,
): Remembered[] {
  const changes = Map.groupBy(history.ofMessage(messageId), (event) => event.change_id);
  return [...changes].flatMap(([changeId, events]) => {
    const undone = history.isUndone(changeId);
    return chipEvents(events).map((event) => chip(event, events, records, undone));
  });
}

/** The first event of each memory that gets a chip. */
function chipEvents(events: readonly EventRow[]): EventRow[] {
  const memories = new Set(events.map((event) => event.memory_id));
  const seen = new Set<number>();
  return events.filter((event) => {
    const shownBySuccessor =
      event.superseded_after !== null && memories.has(event.superseded_after) && event.action !== 'confirmed';
    if (shownBySuccessor || seen.has(event.memory_id)) return false;
    seen.add(event.memory_id);
    return true;
  });
}

function chip(
  event: EventRow,
  events: readonly EventRow[],
  records: MemoryRecords,
  undone: boolean,
): Remembered {
  const memory = records.atRow(event.memory_id);
  const replaced = events.find(
    (other) => other.superseded_after === event.memory_id && other.superseded_before !== event.memory_id,
  );
  const earlier = earlierText(replaced ?? event);
  return {
    changeId: event.change_id,
    memoryId: memory.id,
    kind: memory.kind,
    text: memory.text,
    scope: memory.scope,
    action: replaced === undefined ? chipAction(event, memory.status) : successorAction(replaced),
    replacedText: earlier === memory.text ? null : earlier,
    undone:
      event.action === 'forgotten' ? memory.status !== 'forgotten' : undone || memory.status === 'forgotten',
  };
}

function successorAction({ action }: EventRow): Remembered['action'] {
  return action === 'forgotten' ? 'kept' : 'replaced';
}

function chipAction(event: EventRow, status: MemoryStatus): Remembered['action'] {
  if (event.action === 'forgotten') return 'forgot';
  if (event.action === 'confirmed') return 'confirmed';
  if (event.action !== 'learned') return 'updated';
  const proposed = event.after !== null && parseValue(event.after).status === 'pending';
  if (!proposed) return 'added';
  return status === 'pending' || status === 'forgotten' ? 'proposed' : 'approved';
}

/** The text before an event that changed or replaced it; null when there is none. */
function earlierText(event: EventRow): string | null {
  return event.before === null || event.action === 'confirmed' ? null : parseValue(event.before).text;
}
