import type { AppInfo } from '#shared/contract/app.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';

type AppHandlers = Pick<
  CommandHandlers,
  'app.info' | 'app.openDataFolder' | 'app.notify' | 'start.question' | 'start.answer'
>;

/** Shows a notification of the system, or none. */
export type ShowNotice = (
  notice: { readonly key: string; readonly title: string; readonly body: string },
  onOpen: () => void,
) => boolean;

export function appHandlers(
  info: () => AppInfo,
  openPath: ((path: string) => Promise<void>) | null,
  notify: ShowNotice | undefined,
  publish: Publish,
): AppHandlers {
  return {
    'app.info': info,
    // A started app has no question; src-main/start-question.ts answers this command while there is one.
    'start.question': () => ({ question: null }),
    'start.answer': () => {
      throw new TuteeError('not_found', 'Nothing is asked: Tutee runs.');
    },
    'app.notify': ({ conversationId, title, body }) => ({
      shown:
        notify?.({ key: conversationId, title, body }, () =>
          publish('notification-opened', { conversationId }),
        ) ?? false,
    }),
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
