import { useEffect, useState } from 'react';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import { presets } from '../../../../shared/models/presets.ts';
import { client } from '../../../client/client.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { addProviderAt } from '../../../state/settings/change-providers.ts';
import { saveSettings } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t, tCount } from '../../../language/translate.ts';
import './model-picker.css';

/** Model servers found on this machine, offered if no model is connected; renders nothing if there are none. */
export function FoundServers() {
  const [servers, setServers] = useState<readonly DetectedServer[]>([]);
  useEffect(() => {
    let current = true;
    void client.call('models.detect', {}).then((result) => {
      if (current && result.ok) setServers(result.value.servers.filter(({ models }) => models.length > 0));
    });
    return () => {
      current = false;
    };
  }, []);
  if (servers.length === 0) return null;
  return (
    <div className="found-servers" role="group" aria-label={t('Found on this machine')}>
      <span>{t('Found on this machine:')}</span>
      {servers.map(({ kind, baseUrl, models }) => (
        <Button key={baseUrl} small onClick={() => void use(baseUrl)}>
          {tCount(models.length, 'Use {{server}} · {{count}} model', 'Use {{server}} · {{count}} models', {
            server: presets.find((preset) => preset.kind === kind)?.name ?? baseUrl,
          })}
        </Button>
      ))}
    </div>
  );
}

async function use(baseUrl: string): Promise<void> {
  await addProviderAt(async (changes) => {
    const result = await saveSettings(changes);
    if (!result.ok) showFailure(result.error);
    return result.ok;
  }, baseUrl);
}
