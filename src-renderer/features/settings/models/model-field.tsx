import { Autocomplete } from '@mantine/core';
import type { ComboboxParsedItem } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { Provider } from '../../../../shared/models/provider.ts';
import { savedProvider } from '../../../state/settings/change-providers.ts';
import { savedSettings } from '../../../state/settings/settings-store.ts';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { fixedNote } from '../form/settings-section.tsx';
import { t } from '../../../language/translate.ts';

interface ModelFieldProps {
  /** Whose models are offered; null: none yet. */
  readonly provider: Provider | null;
  readonly saved: string | null;
  /** Set by the environment. */
  readonly fixed: boolean;
  readonly save: (model: string | null) => Promise<boolean>;
  /** The provider at the time of a save; null: none yet. */
  readonly savedNow: () => string | null;
}

/** The component sets the other combobox attributes itself. */
const comboboxRole = { role: 'combobox' };

/** Models whose names contain the typed text; all of them while the field holds a complete name. */
function findModels(options: ComboboxParsedItem[], typed: string, limit: number): ComboboxParsedItem[] {
  const wanted = typed.trim().toLowerCase();
  return options
    .filter((option) => 'label' in option && option.label.toLowerCase().includes(wanted))
    .slice(0, limit);
}

interface Offers {
  readonly baseUrl: string;
  readonly models: readonly string[];
}

/** The model's name: one that the server offers, or any other. */
export function ModelField({ provider, saved: model, fixed, save, savedNow }: ModelFieldProps) {
  const baseUrl = provider?.baseUrl ?? null;
  const id = provider?.id;
  // Null: nothing was typed since the last save; the field shows the saved value.
  const [typed, setTyped] = useState<string | null>(null);
  // A ref beside the state: the click that saves may arrive before the render with the typed text.
  const latest = useRef<string | null>(null);
  const type = (text: string | null): void => {
    latest.current = text;
    setTyped(text);
  };
  const text = typed ?? model ?? '';
  const [offers, setOffers] = useState<Offers | null>(null);
  useEffect(() => {
    let current = true;
    if (baseUrl === null) return;
    void client.call('models.list', { baseUrl, provider: id }).then((result) => {
      if (current && result.ok) setOffers({ baseUrl, models: result.value.models });
    });
    return () => {
      current = false;
    };
  }, [baseUrl, id]);
  const offered = offers?.baseUrl === baseUrl ? offers.models : [];
  const commit = async (): Promise<boolean> => {
    const written = latest.current;
    if (written === null) return true;
    const wanted = written.trim() === '' ? null : written.trim();
    if (wanted !== savedModel(savedNow()) && !(await save(wanted))) return false;
    if (latest.current === written) type(null);
    return true;
  };
  useAutosave(commit);
  return (
    <Autocomplete
      label={t('Model')}
      {...comboboxRole}
      description={fixed ? fixedNote : t('Leave it empty to take the first model the server offers.')}
      placeholder={offered[0] ?? ''}
      data={[...new Set(offered)]}
      filter={({ options, search, limit }) =>
        findModels(options, offered.includes(search) ? '' : search, limit)
      }
      comboboxProps={{ withinPortal: false }}
      value={text}
      readOnly={fixed}
      limit={200}
      maxDropdownHeight={260}
      spellCheck={false}
      onChange={type}
      onOptionSubmit={(value) => {
        type(value);
        void commit();
      }}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
      }}
    />
  );
}

function savedModel(id: string | null): string | null {
  return (id === null ? savedSettings() : savedProvider(id))?.model ?? null;
}
