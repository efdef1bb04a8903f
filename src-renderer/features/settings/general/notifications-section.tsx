import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useAppStore } from '../../../state/page/app-store.ts';
import { allowNotifications, notificationObstacle } from '../../../state/page/notifications.ts';
import type { SettingsFormProps } from '../form/settings-form-props.ts';
import { SettingsSection } from '../form/settings-section.tsx';
import { t } from '../../../language/translate.ts';

/** Whether the system tells what happens while nobody looks. The browser is asked when it is turned on. */
export function NotificationsSection({ settings, save }: SettingsFormProps) {
  const shell = useAppStore(({ info }) => info?.shell ?? 'web');
  /** The browser's answer just now; what it says is not observable. */
  const [, setAsked] = useState(0);
  const turn = async (on: boolean): Promise<void> => {
    if (on) await allowNotifications(shell);
    setAsked((count) => count + 1);
    await save({ notifications: on });
  };
  const obstacle = settings.notifications ? notificationObstacle(shell) : null;
  return (
    <SettingsSection title={t('Notifications')}>
      <Switch
        label={t('Tell me when I look elsewhere')}
        description={t(
          'When a run waits for you, and when an answer that took a while is there. Only the title of the chat is shown.',
        )}
        checked={settings.notifications}
        onChange={(event) => void turn(event.currentTarget.checked)}
      />
      {obstacle === null ? null : (
        <p className="settings-state" role="status">
          {obstacle}
        </p>
      )}
    </SettingsSection>
  );
}
