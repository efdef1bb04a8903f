import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';
import type { ServerKeys } from '../settings/server-keys.ts';

type ModelHandlers = Pick<
  CommandHandlers,
  'models.detect' | 'models.list' | 'models.test' | 'models.keyState' | 'models.setKey' | 'models.removeKey'
>;

/** @param onKeyChange called after a key was set or removed. */
export function modelHandlers(
  directory: ModelDirectory,
  keys: ServerKeys,
  onKeyChange: () => void,
): ModelHandlers {
  return {
    'models.detect': async () => ({ servers: await directory.detect() }),
    'models.list': async (server) => ({ models: await directory.list(server) }),
    'models.test': (choice) => directory.test(choice),
    'models.keyState': ({ baseUrl }) => keys.state(baseUrl),
    'models.setKey': async ({ baseUrl, apiKey }) => {
      const state = await keys.set(baseUrl, apiKey);
      onKeyChange();
      return state;
    },
    'models.removeKey': async ({ baseUrl }) => {
      const state = await keys.remove(baseUrl);
      onKeyChange();
      return state;
    },
  };
}
