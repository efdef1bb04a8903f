import type { ShortcutId } from '../shell/keys/shortcuts.ts';
import type { Project } from '../../../shared/project.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { TeamSummary } from '../../state/runs/agents-store.ts';

/** A command in the palette. */
export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly group: 'Do' | 'Go to' | 'Chats' | 'In chats';
  /** What was found in a chat. */
  readonly excerpt?: string;
  /** The words to mark in it. */
  readonly found?: readonly string[];
  /** Additional search terms. */
  readonly keywords?: string;
  readonly shortcut?: ShortcutId;
  readonly run: () => void;
}

/** The effects of the commands. This file may not know stores or routes. */
export interface PaletteActions {
  readonly newChat: () => void;
  readonly go: (path: string) => void;
  readonly newProject: () => void;
  readonly openArchive: () => void;
  readonly openHelp: () => void;
  readonly teach: () => void;
  readonly importMemories: () => void;
  readonly exportMemories: () => void;
  readonly backUp: () => void;
  readonly setTheme: (theme: 'system' | 'light' | 'dark') => void;
  readonly pauseLearning: (paused: boolean) => void;
  readonly startRun: (team: Pick<TeamSummary, 'id' | 'name'>) => void;
}

const CHATS = 50;
const TEAMS = 30;
const PROJECTS = 30;

export function paletteCommands(
  actions: PaletteActions,
  conversations: readonly Conversation[],
  learningPaused: boolean,
  teams: readonly TeamSummary[] = [],
  projects: readonly Project[] = [],
): PaletteCommand[] {
  return [
    ...chatCommands(actions, projects),
    ...memoryCommands(actions, learningPaused),
    ...themeCommands(actions),
    ...teams.slice(0, TEAMS).map((team) => runCommand(actions, team)),
    ...places.map(({ path, ...place }) => ({
      ...place,
      group: 'Go to' as const,
      run: () => actions.go(path),
    })),
    ...conversations.slice(0, CHATS).map(({ id, title }) => ({
      id,
      group: 'Chats' as const,
      label: title,
      run: () => actions.go(`/chat/${id}`),
    })),
  ];
}

function chatCommands(
  { newChat, newProject, openArchive, openHelp, go }: PaletteActions,
  projects: readonly Project[],
): PaletteCommand[] {
  return [
    { id: 'new', group: 'Do', label: 'New chat', shortcut: 'new-chat', run: newChat },
    {
      id: 'temporary',
      group: 'Do',
      label: 'Temporary chat',
      shortcut: 'temporary-chat',
      keywords: 'private incognito',
      run: () => go('/temporary'),
    },
    ...projects.slice(0, PROJECTS).map(({ id, name }) => ({
      id: `project ${id}`,
      group: 'Do' as const,
      label: `New chat in project ${name}`,
      run: () => go(`/project/${id}`),
    })),
    {
      id: 'help',
      group: 'Do',
      label: 'Keyboard shortcuts',
      keywords: 'keys help',
      shortcut: 'help',
      run: openHelp,
    },
    { id: 'archive', group: 'Do', label: 'Archived chats…', keywords: 'archive old', run: openArchive },
    { id: 'project', group: 'Do', label: 'New project…', keywords: 'folder', run: newProject },
  ];
}

function memoryCommands(
  { teach, importMemories, exportMemories, backUp, pauseLearning }: PaletteActions,
  learningPaused: boolean,
): PaletteCommand[] {
  return [
    {
      id: 'teach',
      group: 'Do',
      label: 'Teach…',
      shortcut: 'teach',
      keywords: 'remember memory add',
      run: teach,
    },
    {
      id: 'import',
      group: 'Do',
      label: 'Import memories…',
      keywords: 'move in chats paste file json markdown chatgpt claude',
      run: importMemories,
    },
    {
      id: 'export',
      group: 'Do',
      label: 'Export memories…',
      keywords: 'save file json markdown',
      run: exportMemories,
    },
    { id: 'backup', group: 'Do', label: 'Back up now', keywords: 'copy save', run: backUp },
    {
      id: 'learning',
      group: 'Do',
      label: learningPaused ? 'Resume learning' : 'Pause learning',
      run: () => pauseLearning(!learningPaused),
    },
  ];
}

function themeCommands({ setTheme }: PaletteActions): PaletteCommand[] {
  const labels = { light: 'Theme: light', dark: 'Theme: dark', system: 'Theme: as the system' } as const;
  return (['light', 'dark', 'system'] as const).map((theme) => ({
    id: theme,
    group: 'Do',
    label: labels[theme],
    keywords: 'appearance',
    run: () => setTheme(theme),
  }));
}

function runCommand({ startRun }: PaletteActions, team: TeamSummary): PaletteCommand {
  return {
    id: `run ${team.id}`,
    group: 'Do',
    label: `Start a run: ${team.name}`,
    keywords: 'agents team',
    run: () => startRun(team),
  };
}

const places: readonly (Omit<PaletteCommand, 'group' | 'run'> & { readonly path: string })[] = [
  { id: 'memory', label: 'Memory', shortcut: 'go-memory', path: '/memory' },
  { id: 'agents', label: 'Agents', shortcut: 'go-agents', path: '/agents' },
  { id: 'runs', label: 'Runs of agents', keywords: 'history replay cost tokens', path: '/agents/runs' },
  { id: 'settings', label: 'Settings', shortcut: 'settings', path: '/settings' },
  {
    id: 'looks',
    label: 'Looks',
    keywords: 'settings appearance colour accent density size font',
    path: '/settings/general',
  },
  {
    id: 'notifications',
    label: 'Notifications',
    keywords: 'settings system tell',
    path: '/settings/general',
  },
  { id: 'first-steps', label: 'First steps', keywords: 'welcome begin set up', path: '/first-steps' },
  { id: 'models', label: 'Models', keywords: 'settings key server', path: '/settings/models' },
  { id: 'prompts', label: 'Prompts', keywords: 'settings library slash', path: '/settings/prompts' },
  { id: 'shortcuts', label: 'Shortcuts', keywords: 'keys help', path: '/settings/shortcuts' },
  { id: 'data', label: 'Data and backups', keywords: 'settings folder restore', path: '/settings/data' },
];

/** Commands in which every typed word is the beginning of a word, in their order; all when nothing is typed. */
export function findCommands(commands: readonly PaletteCommand[], typed: string): PaletteCommand[] {
  const wanted = wordsOf(typed);
  return commands.filter(({ label, keywords = '' }) => {
    const has = wordsOf(`${label} ${keywords}`);
    return wanted.every((word) => has.some((other) => other.startsWith(word)));
  });
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
