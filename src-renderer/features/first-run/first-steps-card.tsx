import { useLocation } from 'wouter';
import { useConversationsStore } from '../../state/chat/conversations-store.ts';
import { useMemoriesStore } from '../../state/memory/memories-store.ts';
import { useMemoryMode } from '../../state/page/app-store.ts';
import { view } from '../../state/page/view-store.ts';
import { showFailure } from '../../state/page/toast-store.ts';
import { saveSettings, useSettingsStore } from '../../state/settings/settings-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { t } from '../../language/translate.ts';
import './first-steps-card.css';

/** Offers the first steps to who has nothing here yet, or left them half way. Nobody else sees it. */
export function FirstStepsCard() {
  const firstRun = useSettingsStore((state) => state.view?.settings.firstRun ?? 'done');
  const isNew = useIsNew();
  const [, navigate] = useLocation();
  if (firstRun === 'done' || (firstRun === 0 && !isNew)) return null;
  const begin = async (): Promise<void> => {
    if (firstRun === 0) await keep(1);
    navigate('/first-steps');
  };
  const dismiss = async (): Promise<void> => {
    await keep('done');
    // The button is gone.
    view.focusComposer();
  };
  return (
    <section className="first-steps-card" aria-label={t('First steps')}>
      <p>
        {firstRun === 0
          ? t(
              'New here? Four short steps: how Tutee talks, how it learns, moving in, and where your data is.',
            )
          : t('You are at step {{step}} of 4 of the first steps.', { step: firstRun })}
      </p>
      <div className="first-steps-actions">
        <Button small onClick={() => void begin()}>
          {firstRun === 0 ? t('Take the first steps') : t('Go on')}
        </Button>
        <Button small variant="quiet" onClick={() => void dismiss()}>
          {t('Not now')}
        </Button>
      </div>
    </section>
  );
}

async function keep(firstRun: number | 'done'): Promise<void> {
  const result = await saveSettings({ firstRun });
  if (!result.ok) showFailure(result.error);
}

/** Without chats, memories and a model; false while that is not known. */
function useIsNew(): boolean {
  const hasNoChats = useConversationsStore(({ loaded, items }) => loaded && items.length === 0);
  const hasNoMemories = useMemoriesStore(
    ({ counts }) => counts !== null && Object.values(counts.byStatus).every((count) => count === 0),
  );
  const memoryMode = useMemoryMode();
  return hasNoChats && hasNoMemories && memoryMode;
}
