import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { MemoryForgetting } from '../../teachability/memory-forgetting.ts';

type ForgettingHandlers = Pick<CommandHandlers, 'memories.purgePreview' | 'memories.purge'>;

export function memoryForgettingHandlers(forgetting: MemoryForgetting): ForgettingHandlers {
  return {
    'memories.purgePreview': ({ target }) => forgetting.preview(target),
    'memories.purge': ({ target, chats }) => forgetting.purge(target, chats),
  };
}
