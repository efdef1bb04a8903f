import { TextInput } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ModelRef, Provider } from '../../../../shared/models/provider.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { loadOffers, useOffersStore } from '../../../state/settings/offers-store.ts';
import { isSameModel } from './chosen-model.ts';
import { factsLine, modelGroups } from './model-groups.ts';
import type { ModelOption } from './model-groups.ts';
import { t } from '../../../language/translate.ts';

interface ModelListProps {
  readonly settings: Settings;
  /** The current model, marked in the list; null: none. */
  readonly current: ModelRef | null;
  /** The provider of a typed name. */
  readonly typedFor: Provider | null;
  readonly onChoose: (ref: ModelRef) => void;
}

/** A search field over a list of all models; the arrow keys move in the list while the focus stays in the field. */
export function ModelList({ settings, current, typedFor, onChoose }: ModelListProps) {
  const offers = useOffersStore((state) => state.offers);
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void loadOffers();
  }, []);
  const groups = modelGroups({ settings, offers, search, typedFor });
  const options = groups.flatMap((group) => group.options);
  const places = new Map(options.map((option, index) => [option, index]));
  const at = Math.min(active, options.length - 1);
  const move = (to: number): void => {
    setActive(to);
    requestAnimationFrame(() =>
      list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined && options.length > 0) {
      event.preventDefault();
      move(Math.max(0, Math.min(options.length - 1, at + step)));
    }
    const option = options[at];
    if (event.key === 'Enter' && option !== undefined) {
      event.preventDefault();
      onChoose(option.ref);
    }
  };
  return (
    <>
      <TextInput
        role="combobox"
        aria-label={t('Search models')}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        placeholder={t('Search, or type a model’s name')}
        value={search}
        data-autofocus
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('Models')}
        className="model-options"
        tabIndex={-1}
      >
        {groups.map(({ name, options: inGroup, note }) => (
          <div key={name} role="group" aria-label={name} className="model-group">
            <div className="model-group-name" aria-hidden dir="auto">
              {name}
            </div>
            {inGroup.map((option) => {
              const own = places.get(option) ?? 0;
              return (
                <ModelRow
                  key={`${option.ref.provider} ${option.ref.model ?? ''}`}
                  id={`${id}-${own}`}
                  option={option}
                  selected={own === at}
                  isCurrent={current !== null && isSameModel(current, option.ref)}
                  onPoint={() => setActive(own)}
                  onChoose={() => onChoose(option.ref)}
                />
              );
            })}
            {inGroup.length === 0 && note !== null ? <p className="model-group-note">{note}</p> : null}
          </div>
        ))}
        {options.length === 0 && search.trim() !== '' ? (
          <p className="model-group-note">{t('No model has that in its name.')}</p>
        ) : null}
      </div>
    </>
  );
}

interface ModelRowProps {
  readonly id: string;
  readonly option: ModelOption;
  /** Whether Enter chooses it. */
  readonly selected: boolean;
  readonly isCurrent: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function ModelRow({ id, option, selected, isCurrent, onPoint, onChoose }: ModelRowProps) {
  const facts = [option.place, factsLine(option.facts)].filter((part) => part !== null && part !== '');
  return (
    <button
      id={id}
      type="button"
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className="model-option"
      onPointerMove={onPoint}
      // Keeps the focus in the search field.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="model-option-name" dir="auto">
        {option.label}
        {isCurrent ? <span className="sr-only"> {t('(in use)')}</span> : null}
      </span>
      {isCurrent ? <IconCheck size={14} stroke={2} aria-hidden /> : null}
      {facts.length === 0 ? null : <span className="model-option-facts">{facts.join(' · ')}</span>}
    </button>
  );
}
