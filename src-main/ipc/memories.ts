import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { isSameScope } from '#shared/memory/learning-policy.ts';
import type { UnderstoodPart } from '#shared/memory/message-act.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { NamedScope } from '#shared/project.ts';
import type { LongChanges } from '../teachability/long-changes.ts';
import type { Memories } from '../teachability/memory-service.ts';

type MemoryHandlers = Pick<
  CommandHandlers,
  | 'memories.list'
  | 'memories.get'
  | 'memories.teach'
  | 'memories.edit'
  | 'memories.update'
  | 'memories.pause'
  | 'memories.pin'
  | 'memories.correct'
  | 'memories.forget'
  | 'memories.restore'
  | 'memories.undo'
  | 'memories.undoable'
  | 'memories.stopChange'
  | 'memories.history'
  | 'memories.preview'
>;

/**
 * @param savedMessage finds a message in the database file; temporary chats teach nothing.
 * @param scopes all assistants and projects.
 * @param understood says what a message is taken for, part by part.
 */
export function memoryHandlers(
  memories: Memories,
  long: LongChanges,
  savedMessage: (id: string) => Message | undefined,
  scopes: () => readonly NamedScope[],
  understood: (message: string) => Promise<UnderstoodPart[]>,
): MemoryHandlers {
  const needScope = (scope: MemoryScope | undefined, field: string): void => {
    if (scope === undefined || scope.type === 'everywhere') return;
    const there = scopes().some((named) => named.state === 'here' && isSameScope(named.scope, scope));
    if (there) return;
    const what = scope.type === 'project' ? 'project' : 'assistant';
    throw new TuteeError('not_found', `That ${what} is not there any more. Choose another.`, { field });
  };
  return {
    'memories.list': (filter) => memories.list(filter),
    'memories.get': ({ id }) => memories.get(id),
    'memories.teach': (teaching) => {
      needScope(teaching.scope, 'scope');
      return memories.teach(teaching);
    },
    'memories.edit': ({ id, ...changes }) => memories.edit(id, changes),
    'memories.update': ({ target, changes }) => {
      needScope(changes.scope, 'changes.scope');
      return memories.updates.update(target, changes);
    },
    'memories.pause': ({ id, paused }) => memories.pause(id, paused),
    'memories.pin': ({ id, pinned }) => memories.pin(id, pinned),
    'memories.correct': ({ id, text, messageId }) => {
      const message = savedMessage(messageId);
      if (message === undefined)
        throw new TuteeError('not_found', 'That message is not there any more.', { field: 'messageId' });
      return memories.correct(id, text, message);
    },
    'memories.forget': ({ id }) => memories.forget(id),
    'memories.restore': ({ id }) => memories.restore(id),
    'memories.undo': ({ changeId }) => memories.updates.undo(changeId),
    'memories.undoable': ({ changeId }) => ({ undoable: memories.updates.isUndoable(changeId) }),
    'memories.stopChange': ({ changeId }) => {
      long.stop(changeId);
      return {};
    },
    'memories.history': ({ id }) => ({ events: memories.history(id) }),
    'memories.preview': async ({ query, scope }) => ({
      report: await memories.preview(query, scope),
      understood: await understood(query),
    }),
  };
}
