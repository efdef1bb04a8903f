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

/** Drops fields that are present but undefined; they mean "unchanged". */
function onlyGiven(changes: {
  readonly [Name in keyof Settings]?: Settings[Name] | undefined;
}): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
