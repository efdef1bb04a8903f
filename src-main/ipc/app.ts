import type { AppInfo } from '#shared/contract/app.ts';
import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';

type AppHandlers = Pick<CommandHandlers, 'app.info' | 'app.openDataFolder'>;

export function appHandlers(
  info: () => AppInfo,
  openPath: ((path: string) => Promise<void>) | null,
): AppHandlers {
  return {
    'app.info': info,
    'app.openDataFolder': async () => {
      if (openPath === null) {
        throw new TuteeError(
          'not_supported',
          'The browser cannot open folders. Copy the path into your file browser.',
        );
      }
      await openPath(info().dataDir);
      return {};
    },
  };
}
