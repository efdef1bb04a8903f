import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Settings } from '#shared/settings.ts';
import type { CurrentSettings } from '../settings/current-settings.ts';

type SettingsHandlers = Pick<CommandHandlers, 'settings.get' | 'settings.update'>;

export function settingsHandlers(settings: CurrentSettings): SettingsHandlers {
  return {
    'settings.get': () => settings.view(),
    'settings.update': ({ changes }) => settings.update(onlyGiven(changes)),
  };
}

/** Parsed optional fields may be present as undefined; those mean "leave as it is" too. */
function onlyGiven(changes: {
  readonly [Name in keyof Settings]?: Settings[Name] | undefined;
}): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
