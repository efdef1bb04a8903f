import { useEffect, useState } from 'react';
import type { DetectedServer } from '../../../../shared/models/model.ts';
import { useIsFixed } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { formatCount } from '../../../ui/format/format-count.ts';
import { detectServers } from './detect-servers.ts';
import { serverNames } from './presets.ts';
import { SettingsSection } from '../form/settings-section.tsx';

interface DetectedServersProps {
  /** The server in use. */
  readonly current: string | null;
  readonly onChoose: (baseUrl: string) => void;
}

/** Model servers on this machine, one click each. */
export function DetectedServers({ current, onChoose }: DetectedServersProps) {
  const [servers, setServers] = useState<readonly DetectedServer[] | null>(null);
  const fixed = useIsFixed('baseUrl');
  useEffect(() => {
    void detectServers().then(setServers);
  }, []);
  return (
    <SettingsSection title="On this machine">
      <div className="servers">
        {servers === null ? <p className="settings-state">Looking for Ollama and LM Studio…</p> : null}
        {servers?.map(({ kind, baseUrl, models }) => (
          <button
            key={baseUrl}
            type="button"
            className="server"
            aria-pressed={current === baseUrl}
            disabled={fixed}
            onClick={() => onChoose(baseUrl)}
          >
            <span className="server-name">{serverNames[kind]}</span>
            <span className="server-models">{formatCount(models.length, 'model', 'models')}</span>
          </button>
        ))}
        {servers?.length === 0 ? (
          <>
            <p className="settings-state">
              Neither Ollama nor LM Studio is running here. Start one and look again.
            </p>
            <Button small onClick={() => void detectServers().then(setServers)}>
              Look again
            </Button>
          </>
        ) : null}
      </div>
    </SettingsSection>
  );
}
