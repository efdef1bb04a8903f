import type { AppInfo } from '#shared/contract/app.ts';
import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';

type AppHandlers = Pick<
  CommandHandlers,
  'app.info' | 'app.openDataFolder' | 'start.question' | 'start.answer'
>;

export function appHandlers(
  info: () => AppInfo,
  openPath: ((path: string) => Promise<void>) | null,
): AppHandlers {
  return {
    'app.info': info,
    // A started app has no question; src-main/start-question.ts answers this command while there is one.
    'start.question': () => ({ question: null }),
    'start.answer': () => {
      throw new TuteeError('not_found', 'Nothing is asked: Tutee runs.');
    },
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
