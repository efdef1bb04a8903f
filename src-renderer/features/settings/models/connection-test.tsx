import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import type { Provider } from '../../../../shared/models/provider.ts';
import { savedProvider } from '../../../state/settings/change-providers.ts';
import { commitFields } from '../../../state/settings/autosave.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ErrorText } from '../../../ui/controls/error-text.tsx';
import { formatDuration } from '../../../ui/format/format-time.ts';
import { t } from '../../../language/translate.ts';

type Server = Pick<Provider, 'baseUrl' | 'model'>;

/** The server that was tested, and the key's change count at that time. */
interface Asked extends Server {
  readonly changes: number;
}

interface Tested extends Asked {
  /** Null: not tested, because a typed value could not be saved. */
  readonly result: Result<CommandOutput<'models.test'>> | null;
}

interface ConnectionTestProps {
  /** The server as it is saved; null: none yet. */
  readonly provider: Provider | null;
  /** The id of the server at the time of a test; null: none yet. */
  readonly providerId: () => string | null;
  /** Increases with every change of the key; a result is valid only for the key it was obtained with. */
  readonly changes: number;
}

/**
 * Sends a short request to the model and reports the result. Saves everything typed first, so that it tests what the
 * fields show.
 */
export function ConnectionTest({ provider, providerId, changes }: ConnectionTestProps) {
  const { baseUrl, model } = provider ?? noServer;
  const trouble = useAppStore(
    ({ model: status }) =>
      status?.providers?.find((state) => state.provider === provider?.id)?.message ?? null,
  );
  const [tested, setTested] = useState<Tested | null>(null);
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setTested(null);
    const saved = await commitFields();
    const id = providerId();
    const { baseUrl: address, model: name } = savedProvider(id) ?? noServer;
    const asked = { baseUrl: address, model: name, changes };
    if (!saved) setTested({ ...asked, result: null });
    else if (asked.baseUrl !== null) {
      const server = { baseUrl: asked.baseUrl, model: asked.model, ...(id !== null && { provider: id }) };
      const result = await client.call('models.test', server);
      setTested({ ...asked, result });
    }
    setBusy(false);
  };
  // A result for another server or key would be misleading.
  const current = tested?.baseUrl === baseUrl && tested.model === model && tested.changes === changes;
  const result = current ? tested.result : undefined;
  return (
    <div className="connection-test">
      <Button disabled={baseUrl === null || busy} onClick={() => void test()}>
        {t('Test connection')}
      </Button>
      {busy ? <span className="settings-state">{t('Asking for one short answer…')}</span> : null}
      {/* Beside the button and not above it, so that it stays under the pointer. */}
      {result === undefined && !busy && trouble !== null ? (
        <span className="test-failure">{trouble}</span>
      ) : null}
      {result === null ? (
        <span className="test-failure" role="alert">
          {t('Not tested: what you typed could not be saved. Correct the field above that says why.')}
        </span>
      ) : null}
      {result?.ok === true ? (
        <span className="test-success" role="status">
          <IconCheck size={16} stroke={1.8} aria-hidden />
          {t('{{model}} answered in {{duration}}.', {
            model: result.value.model,
            duration: formatDuration(result.value.tookMs),
          })}
        </span>
      ) : null}
      {result?.ok === false ? (
        <div className="test-failure" role="alert">
          <ErrorText message={result.error.message} />
        </div>
      ) : null}
    </div>
  );
}

const noServer: Server = { baseUrl: null, model: null };
