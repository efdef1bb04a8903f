/**
 * The command palette. It knows actions and routes of every page, not their components.
 */
import { Modal } from '@mantine/core';
import { useEffect, useId, useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { loadAgents, useAgentsStore } from '../../state/runs/agents-store.ts';
import { makeBackup } from '../../state/settings/backups-store.ts';
import { openArchive } from '../../state/chat/archive-store.ts';
import { useConversationsStore } from '../../state/chat/conversations-store.ts';
import { useProjectsStore } from '../../state/chat/projects-store.ts';
import { saveSettings, useSettingsStore } from '../../state/settings/settings-store.ts';
import { showFailure } from '../../state/page/toast-store.ts';
import type { Settings } from '../../../shared/settings.ts';
import { startDialog } from '../../state/runs/start-run-store.ts';
import { transfer } from '../../state/memory/transfer-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { MarkedText } from '../../ui/controls/marked-text.tsx';
import { Kbd } from '../../ui/controls/kbd.tsx';
import { keyLabel, useBindings } from '../shell/keys/use-bindings.ts';
import { useNewChat } from '../shell/sidebar/use-new-chat.ts';
import type { PaletteCommand } from './palette-commands.ts';
import { findCommands, groupNames, paletteCommands } from './palette-commands.ts';
import { useFoundChats } from './use-found-chats.ts';
import { t } from '../../language/translate.ts';
import './command-palette.css';

/** The command palette: Ctrl+K from anywhere. */
export function CommandPalette() {
  const opened = useViewStore((state) => state.paletteOpen);
  return (
    <Modal.Root
      opened={opened}
      onClose={view.closePalette}
      size={560}
      yOffset="12vh"
      centered={false}
      classNames={{ content: 'palette' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={t('Command palette')}>
        <Palette />
      </Modal.Content>
    </Modal.Root>
  );
}

function Palette() {
  const commands = useCommands();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const chats = useFoundChats(typed);
  const found = useMemo(() => [...findCommands(commands, typed), ...chats], [commands, typed, chats]);
  const run = (command: PaletteCommand | undefined): void => {
    if (command === undefined) return;
    view.closePalette();
    command.run();
  };
  const move = (to: number): void => {
    const next = (to + found.length) % Math.max(1, found.length);
    setActive(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') move(active + 1);
    else if (event.key === 'ArrowUp') move(active - 1);
    else if (event.key === 'Enter') run(found[active]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        aria-label={t('Search commands and chats')}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length === 0 ? undefined : `${id}-${active}`}
        aria-autocomplete="list"
        placeholder={t('What do you want to do?')}
        dir="auto"
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" role="listbox" id={`${id}-list`} aria-label={t('Commands')} tabIndex={-1}>
        {found.map((command, index) => (
          <PaletteOption
            key={command.id}
            id={`${id}-${index}`}
            command={command}
            first={found[index - 1]?.group !== command.group}
            active={index === active}
            onPoint={() => setActive(index)}
            onRun={() => run(command)}
          />
        ))}
      </div>
      {found.length === 0 ? <p className="palette-none">{t('Nothing by that name.')}</p> : null}
    </>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly command: PaletteCommand;
  /** True for the first option of its group. */
  readonly first: boolean;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

function PaletteOption({ id, command, first, active, onPoint, onRun }: PaletteOptionProps) {
  const bindings = useBindings();
  const keys = command.shortcut === undefined ? undefined : keyLabel(command.shortcut, bindings);
  return (
    <>
      {first ? (
        <div className="palette-group" role="presentation">
          {groupNames[command.group]}
        </div>
      ) : null}
      {/* Focus stays in the field, which handles the keys; the pointer is an alternative. */}
      <div
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={active}
        className="palette-option"
        onPointerMove={onPoint}
        onPointerUp={onRun}
      >
        <span className="palette-label" dir="auto">
          {command.label}
          {command.excerpt === undefined ? null : (
            <span className="palette-excerpt">
              <MarkedText text={command.excerpt} words={command.found ?? []} />
            </span>
          )}
        </span>
        {keys === undefined ? null : <Kbd keys={keys} />}
      </div>
    </>
  );
}

function useCommands(): PaletteCommand[] {
  const [, navigate] = useLocation();
  const newChat = useNewChat();
  const conversations = useConversationsStore((state) => state.items);
  const projects = useProjectsStore((state) => state.projects);
  const { saved, gallery } = useAgentsStore();
  useEffect(() => void loadAgents(), []);
  const learningPaused = useSettingsStore(({ view: shown }) => shown?.settings.learningPaused ?? false);
  return useMemo(() => {
    const actions = {
      newChat,
      go: (path: string) => navigate(path),
      newProject: () => view.openProject('new'),
      openArchive,
      openHelp: view.toggleHelp,
      teach: () => view.openTeach(),
      importMemories: transfer.openImport,
      exportMemories: transfer.openExport,
      backUp: () => void makeBackup(),
      setTheme: (theme: Settings['theme']) => void save({ theme }),
      pauseLearning: (paused: boolean) => void save({ learningPaused: paused }),
      startRun: startDialog.open,
    };
    return paletteCommands(actions, conversations, learningPaused, [...(saved ?? []), ...gallery], projects);
  }, [navigate, newChat, conversations, learningPaused, saved, gallery, projects]);
}

async function save(changes: Partial<Settings>): Promise<void> {
  const result = await saveSettings(changes);
  if (!result.ok) showFailure(result.error);
}
