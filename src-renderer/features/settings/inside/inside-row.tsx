import type { ReactNode } from 'react';
import type { InsideModel } from '../../../../shared/contract/inside.ts';
import { changeInside } from '../../../state/settings/inside-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProgressBar } from '../../../ui/controls/progress-bar.tsx';
import { formatSize } from './format-size.ts';

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
        {goodFor === null ? null : <p className="inside-model-for">{goodFor}</p>}
        <p className="inside-model-facts" title={model.place}>
          {facts(model)}
        </p>
      </div>
      <Actions model={model} chosen={chosen} fixed={fixed} onChoose={onChoose} />
      {state === 'downloading' || state === 'paused' || state === 'loading' ? (
        <div className="inside-model-line">
          <ProgressBar name={`${name}, ${state}`} done={model.done} total={model.bytes} />
        </div>
      ) : null}
      {error === null ? null : (
        <p className="inside-model-line inside-model-error" role="alert">
          {error.message}
        </p>
      )}
      {model.fits ? null : (
        <p className="inside-model-line inside-model-error" role="note">
          Too little memory: this machine has less than it needs.
        </p>
      )}
    </li>
  );
}

function Actions({ model, chosen, fixed, onChoose }: InsideRowProps) {
  const { id, name, state, source, fits } = model;
  const act = (command: Parameters<typeof changeInside>[0], label: string): ReactNode => (
    <Button
      small
      key={command}
      aria-label={`${label} ${name}`}
      onClick={() => void changeInside(command, id)}
    >
      {label}
    </Button>
  );
  const remove = act('inside.remove', source === 'disk' ? 'Forget' : 'Remove');
  const shown: Readonly<Record<InsideModel['state'], ReactNode>> = {
    none: fits ? act('inside.download', 'Download') : null,
    downloading: act('inside.pause', 'Pause'),
    paused: [act('inside.download', 'Resume'), remove],
    failed: [source === 'list' ? act('inside.download', 'Try again') : null, remove],
    ready: remove,
    loading: remove,
    loaded: [act('inside.unload', 'Free its memory'), remove],
  };
  const isHere = state === 'ready' || state === 'loading' || state === 'loaded';
  return (
    <div className="inside-model-actions">
      {isHere && !chosen ? (
        <Button
          small
          variant="primary"
          aria-label={`Use ${name}`}
          disabled={fixed || !fits}
          onClick={onChoose}
        >
          Use
        </Button>
      ) : null}
      {shown[state]}
    </div>
  );
}

function facts({ license, bytes, memoryBytes, source, place, state }: InsideModel): string {
  const size = state === 'none' ? `${formatSize(bytes)} to download` : formatSize(bytes);
  const memory = `${formatSize(memoryBytes)} of memory`;
  const path = source === 'disk' ? place : null;
  return [size, memory, license, path].filter((part) => part !== null).join(' · ');
}

function stateLabel({ state, done, bytes }: InsideModel, chosen: boolean): string {
  const share = `${Math.floor((done / Math.max(1, bytes)) * 100)} %`;
  switch (state) {
    case 'none':
      return 'Not downloaded';
    case 'downloading':
      return `Downloading, ${share}`;
    case 'paused':
      return `Paused at ${share}`;
    case 'failed':
      return 'Failed';
    case 'ready':
      return chosen ? 'In use' : 'Ready';
    case 'loading':
      return `Loading, ${share}`;
    case 'loaded':
      return chosen ? 'In use, in memory' : 'In memory';
  }
}
