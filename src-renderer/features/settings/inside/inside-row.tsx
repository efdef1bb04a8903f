import type { ReactNode } from 'react';
import type { InsideModel } from '../../../../shared/contract/inside.ts';
import { changeInside } from '../../../state/settings/inside-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { formatSize } from './format-size.ts';
import { tMessage } from '../../../language/translate-message.ts';
import { t } from '../../../language/translate.ts';

interface InsideRowProps {
  readonly model: InsideModel;
  /** Whether chats use it by default. */
  readonly chosen: boolean;
  /** Whether the environment fixes another model for this run. */
  readonly fixed: boolean;
  readonly onChoose: () => void;
}

/** One model: its description, its state, and its actions. */
export function InsideRow({ model, chosen, fixed, onChoose }: InsideRowProps) {
  const { name, goodFor, error, state } = model;
  return (
    <li className="inside-model" aria-label={name} data-chosen={chosen}>
      <div className="inside-model-words">
        <div className="inside-model-head">
          <span className="inside-model-name">{name}</span>
          <span className="inside-model-state" role="status">
            {stateLabel(model, chosen)}
          </span>
        </div>
        {goodFor === null ? null : <p className="inside-model-for">{tMessage(goodFor)}</p>}
        <p className="inside-model-facts" title={model.place}>
          {facts(model)}
        </p>
      </div>
      <Actions model={model} chosen={chosen} fixed={fixed} onChoose={onChoose} />
      {state === 'downloading' || state === 'paused' || state === 'loading' ? (
        <div className="inside-model-line">
          <ProgressBar name={progressNames[state](name)} done={model.done} total={model.bytes} />
        </div>
      ) : null}
      {error === null ? null : (
        <p className="inside-model-line inside-model-error" role="alert">
          {error.message}
        </p>
      )}
      {model.fits ? null : (
        <p className="inside-model-line inside-model-error" role="note">
          {t('Too little memory: this machine has less than it needs.')}
        </p>
      )}
    </li>
  );
}

const progressNames: Readonly<Record<'downloading' | 'paused' | 'loading', (name: string) => string>> = {
  downloading: (name) => t('{{name}}, downloading', { name }),
  paused: (name) => t('{{name}}, paused', { name }),
  loading: (name) => t('{{name}}, loading', { name }),
};

function Actions({ model, chosen, fixed, onChoose }: InsideRowProps) {
  const { id, name, state, source, fits } = model;
  const act = (command: Parameters<typeof changeInside>[0], label: string, full: string): ReactNode => (
    <Button small key={command} aria-label={full} onClick={() => void changeInside(command, id)}>
      {label}
    </Button>
  );
  const remove =
    source === 'disk'
      ? act('inside.remove', t('Forget', {}, 'model'), t('Forget {{name}}', { name }))
      : act('inside.remove', t('Remove'), t('Remove {{name}}', { name }));
  const shown: Readonly<Record<InsideModel['state'], ReactNode>> = {
    none: fits ? act('inside.download', t('Download'), t('Download {{name}}', { name })) : null,
    downloading: act('inside.pause', t('Pause'), t('Pause {{name}}', { name })),
    paused: [act('inside.download', t('Resume'), t('Resume {{name}}', { name })), remove],
    failed: [
      source === 'list' ? act('inside.download', t('Try again'), t('Try again {{name}}', { name })) : null,
      remove,
    ],
    ready: remove,
    loading: remove,
    loaded: [act('inside.unload', t('Free its memory'), t('Free its memory {{name}}', { name })), remove],
  };
  const isHere = state === 'ready' || state === 'loading' || state === 'loaded';
  return (
    <div className="inside-model-actions">
      {isHere && !chosen ? (
        <Button
          small
          variant="primary"
          aria-label={t('Use {{name}}', { name })}
          disabled={fixed || !fits}
          onClick={onChoose}
        >
          {t('Use')}
        </Button>
      ) : null}
      {shown[state]}
    </div>
  );
}

function facts({ license, bytes, memoryBytes, source, place, state }: InsideModel): string {
  const size = state === 'none' ? t('{{size}} to download', { size: formatSize(bytes) }) : formatSize(bytes);
  const memory = t('{{size}} of memory', { size: formatSize(memoryBytes) });
  const path = source === 'disk' ? place : null;
  return [size, memory, license, path].filter((part) => part !== null).join(' · ');
}

function stateLabel({ state, done, bytes }: InsideModel, chosen: boolean): string {
  const percent = Math.floor((done / Math.max(1, bytes)) * 100);
  switch (state) {
    case 'none':
      return t('Not downloaded');
    case 'downloading':
      return t('Downloading, {{percent}} %', { percent });
    case 'paused':
      return t('Paused at {{percent}} %', { percent });
    case 'failed':
      return t('Failed');
    case 'ready':
      return chosen ? t('In use') : t('Ready');
    case 'loading':
      return t('Loading, {{percent}} %', { percent });
    case 'loaded':
      return chosen ? t('In use, in memory') : t('In memory');
  }
}
