import { useEffect, useState } from 'react';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { detectServers } from './detect-servers.ts';
import { presetName } from './presets.ts';
import { SettingsSection } from '../form/settings-section.tsx';
import { t, tCount } from '../../../language/translate.ts';

interface DetectedServersProps {
  /** Addresses of servers that are already known. */
  readonly known: ReadonlySet<string>;
  readonly onChoose: (baseUrl: string) => void;
}

/** Model servers that run on this machine, one click each. */
export function DetectedServers({ known, onChoose }: DetectedServersProps) {
  const [servers, setServers] = useState<readonly DetectedServer[] | null>(null);
  useEffect(() => {
    void detectServers().then(setServers);
  }, []);
  const found = servers?.filter(({ baseUrl }) => !known.has(baseUrl));
  // If a server is in use, the others need not be mentioned.
  if (found?.length === 0 && known.size > 0) return null;
  return (
    <SettingsSection title={t('Found on this machine')}>
      <div className="servers">
        {found === undefined ? (
          <p className="settings-state">{t('Looking for Ollama, LM Studio and others…')}</p>
        ) : null}
        {found?.map(({ kind, baseUrl, models }) => (
          <button key={baseUrl} type="button" className="server" onClick={() => onChoose(baseUrl)}>
            <span className="server-name">{presetName(kind)}</span>
            <span className="server-models">
              {tCount(models.length, '{{count}} model', '{{count}} models')}
            </span>
          </button>
        ))}
        {found?.length === 0 ? (
          <>
            <p className="settings-state">
              {t(
                'No model server is running here. Start Ollama, LM Studio, llama.cpp, vLLM or Jan and look again.',
              )}
            </p>
            <Button small onClick={() => void detectServers().then(setServers)}>
              {t('Look again')}
            </Button>
          </>
        ) : null}
      </div>
    </SettingsSection>
  );
}
