import { readModelWord } from '#shared/models/provider.ts';
import type { Settings } from '#shared/settings.ts';
import type { FindAssistant } from '../chat/assistant.ts';
import type { TeamLibrary } from '../studio/teams/team-library.ts';

/** The agents of the library as those who answer in chats. Their models are named as in a component: `name@provider`, or a name at the default provider. */
export function findAssistant(library: () => TeamLibrary, settings: () => Settings): FindAssistant {
  return (id) => {
    const found = library().assistant(id);
    if (found === null) return null;
    const { providers, defaultProvider } = settings();
    const { model } = found;
    if (model === null) return { ...found, model: null };
    const ref =
      readModelWord(model, providers) ??
      (defaultProvider === null ? null : { provider: defaultProvider, model });
    return { ...found, model: ref };
  };
}
