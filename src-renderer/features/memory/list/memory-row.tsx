import {
  IconArrowBackUp,
  IconHistory,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
  IconTrashX,
} from '@tabler/icons-react';
import type { TablerIcon } from '@tabler/icons-react';
import { memo } from 'react';
import type { KeyboardEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { useMemoryPath } from '../use-memory-path.ts';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { forgetMemory, pauseMemory, pinMemory, restoreMemory } from '../../../state/memory/memory-actions.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { binLabel, memoryStatusLabel, usageLabel } from '../memory-labels.ts';
import { kindNames } from '../../../ui/format/kind-names.ts';
import { t } from '../../../language/translate.ts';

interface MemoryRowProps {
  readonly memory: Memory;
  readonly index: number;
  /** Whether its details are open. */
  readonly open: boolean;
  /** Whether Tab reaches this row. */
  readonly reachable: boolean;
  readonly selected: boolean;
  /** Called when its checkbox is clicked; `range`: select everything from the last clicked one. */
  readonly onSelect: (index: number, range: boolean) => void;
  /** Called with the row's index when it receives focus. */
  readonly onReach: (index: number) => void;
  readonly onKey: (event: KeyboardEvent, memory: Memory, index: number) => void;
  /** Called before every action, since the row may go away. */
  readonly onAct: () => void;
}

/** Memoized: thousands of rows pass while the list scrolls. */
export const MemoryRow = memo(function MemoryRow(props: MemoryRowProps) {
  const { memory, index, open, reachable, selected, onSelect, onReach, onKey, onAct } = props;
  const tabIndex = reachable ? 0 : -1;
  const path = useMemoryPath();
  return (
    <div
      className="memory-row"
      data-current={open || undefined}
      data-selected={selected || undefined}
      data-status={memory.status}
    >
      <input
        type="checkbox"
        className="memory-select"
        aria-label={t('Select “{{text}}”', { text: memory.text })}
        tabIndex={tabIndex}
        checked={selected}
        onChange={() => {}}
        onClick={(event) => onSelect(index, event.shiftKey)}
      />
      <span className="memory-kind">{kindNames[memory.kind]}</span>
      <Link
        href={path(memory.id)}
        className="memory-open"
        dir="auto"
        data-open={index}
        tabIndex={tabIndex}
        aria-current={open ? 'true' : undefined}
        onClick={(event) => {
          if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
          event.preventDefault();
          onSelect(index, event.shiftKey);
        }}
        onFocus={() => onReach(index)}
        onKeyDown={(event) => onKey(event, memory, index)}
      >
        {memory.text}
      </Link>
      <span className="memory-use">
        {memory.tags.length === 0 ? null : (
          <span className="memory-tags" dir="auto">
            {memory.tags.map((tag) => `#${tag}`).join(' ')}
          </span>
        )}
        {memory.scope.type === 'everywhere' ? null : <RowScope scope={memory.scope} />}
        {memory.pinned ? <span className="memory-pinned">{t('pinned')}</span> : null}
        {memory.private ? <span className="memory-private">{t('private')}</span> : null}
        {rowStatusLabel(memory)}
      </span>
      <RowActions memory={memory} tabIndex={tabIndex} onAct={onAct} />
    </div>
  );
});

function RowScope({ scope }: Pick<Memory, 'scope'>) {
  return (
    <span className="memory-scope" dir="auto">
      {useFormatScope()(scope)}
    </span>
  );
}

function rowStatusLabel(memory: Memory): string {
  if (memory.status === 'active') return usageLabel(memory.useCount);
  return memory.status === 'forgotten' ? binLabel(memory, Date.now()) : memoryStatusLabel(memory);
}

interface RowAction {
  readonly label: string;
  readonly Icon: TablerIcon;
  readonly run: () => void;
}

interface RowActionsProps extends Pick<MemoryRowProps, 'memory' | 'onAct'> {
  readonly tabIndex: number;
}

function RowActions({ memory, tabIndex, onAct }: RowActionsProps) {
  const [, navigate] = useLocation();
  const path = useMemoryPath();
  const history: RowAction = {
    label: t('History'),
    Icon: IconHistory,
    run: () => navigate(path(memory.id)),
  };
  return (
    <span className="memory-actions">
      {[...changesFor(memory), history].map(({ label, Icon, run }) => (
        // A title attribute, because five tooltip components per row would take most of a frame.
        <button
          key={label}
          type="button"
          className="icon-button"
          aria-label={label}
          title={label}
          tabIndex={tabIndex}
          onClick={() => {
            onAct();
            run();
          }}
        >
          <Icon size={16} stroke={1.6} aria-hidden />
        </button>
      ))}
    </span>
  );
}

function changesFor(memory: Memory): RowAction[] {
  const { id, status, pinned } = memory;
  if (status === 'forgotten') {
    return [
      { label: t('Bring back'), Icon: IconArrowBackUp, run: () => void restoreMemory(id) },
      { label: t('Forget for good'), Icon: IconTrashX, run: () => view.openPurge({ ids: [id] }) },
    ];
  }
  const paused = status === 'paused';
  return [
    { label: t('Edit'), Icon: IconPencil, run: () => view.openEdit(id) },
    {
      label: paused ? t('Resume') : t('Pause'),
      Icon: paused ? IconPlayerPlay : IconPlayerPause,
      run: () => void pauseMemory(memory),
    },
    {
      label: pinned ? t('Unpin') : t('Pin'),
      Icon: pinned ? IconPinnedOff : IconPin,
      run: () => void pinMemory(memory),
    },
    { label: t('Forget'), Icon: IconTrash, run: () => void forgetMemory(id) },
  ];
}
