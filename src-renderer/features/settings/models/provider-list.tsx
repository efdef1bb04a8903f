import { IconPlus } from '@tabler/icons-react';
import type { ProviderState } from '../../../../shared/models/offered-model.ts';
import type { Provider } from '../../../../shared/models/provider.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { t } from '../../../language/translate.ts';

interface ProviderListProps {
  readonly servers: readonly Provider[];
  readonly defaultProvider: string | null;
  /** The id of the one whose form is shown; null: a new one. */
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
}

/** All servers, with what is known about each; selecting one shows its form. */
export function ProviderList({ servers, defaultProvider, selected, onSelect }: ProviderListProps) {
  const states = useAppStore(({ model }) => model?.providers) ?? [];
  return (
    <div className="servers provider-cards" role="group" aria-label={t('Servers')}>
      {servers.map((provider) => (
        <ProviderCard
          key={provider.id}
          provider={provider}
          state={states.find((state) => state.provider === provider.id)}
          isDefault={provider.id === defaultProvider}
          pressed={provider.id === selected}
          onSelect={() => onSelect(provider.id)}
        />
      ))}
      <button
        type="button"
        className="server server-add"
        aria-pressed={selected === null}
        onClick={() => onSelect(null)}
      >
        <IconPlus size={15} stroke={1.8} aria-hidden />
        {t('Add a server')}
      </button>
    </div>
  );
}

interface ProviderCardProps {
  readonly provider: Provider;
  readonly state: ProviderState | undefined;
  readonly isDefault: boolean;
  readonly pressed: boolean;
  readonly onSelect: () => void;
}

function ProviderCard({ provider, state, isDefault, pressed, onSelect }: ProviderCardProps) {
  const { name, model, baseUrl } = provider;
  const place = model ?? URL.parse(baseUrl ?? '')?.host;
  return (
    <button
      type="button"
      className="server"
      aria-pressed={pressed}
      onClick={onSelect}
      title={state?.message ?? undefined}
    >
      <span className="server-name">
        <span className={`model-dot model-dot-${reachOf(state)}`} aria-hidden />
        <span dir="auto">{name}</span>
        {isDefault ? <span className="server-badge">{t('for new chats')}</span> : null}
      </span>
      <span className="server-models" dir="auto">
        {[reachWords[reachOf(state)], place].filter((part) => part !== undefined).join(' · ')}
      </span>
    </button>
  );
}

/** Green only for a server that has answered. */
export function reachOf(state: Pick<ProviderState, 'reached'> | undefined): 'unasked' | 'reached' | 'failed' {
  if (state === undefined || state.reached === null) return 'unasked';
  return state.reached ? 'reached' : 'failed';
}

const reachWords = { unasked: t('not asked yet'), reached: t('answers'), failed: t('last request failed') };
