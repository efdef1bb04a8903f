import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Prompts } from '../chat/prompts.ts';

type PromptHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `prompts.${string}`>>;

export function promptHandlers(prompts: Prompts): PromptHandlers {
  return {
    'prompts.list': () => ({ prompts: prompts.list() }),
    'prompts.save': ({ id, name, text }) => ({ prompt: prompts.save(id, name, text) }),
    'prompts.delete': ({ id }) => {
      prompts.delete(id);
      return {};
    },
    'prompts.restore': ({ id }) => ({ prompt: prompts.restore(id) }),
  };
}
