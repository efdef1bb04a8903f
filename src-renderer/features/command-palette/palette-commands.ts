import type { ShortcutId } from '../shell/keys/shortcuts.ts';
import type { Project } from '../../../shared/project.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { TeamSummary } from '../../state/runs/agents-store.ts';
import { matchesWords } from '../../ui/format/matches-words.ts';
import { t } from '../../language/translate.ts';

/** A command in the palette. */
export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly group: 'do' | 'go' | 'chats' | 'found';
  /** What was found in a chat. */
  readonly excerpt?: string;
  /** The words to mark in it. */
  readonly found?: readonly string[];
  /** Additional search terms. */
  readonly keywords?: string;
  readonly shortcut?: ShortcutId;
  readonly run: () => void;
}

export const groupNames: Readonly<Record<PaletteCommand['group'], string>> = {
  do: t('Do'),
  go: t('Go to'),
  chats: t('Chats'),
  found: t('In chats'),
};

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
      group: 'go' as const,
      run: () => actions.go(path),
    })),
    ...conversations.slice(0, CHATS).map(({ id, title }) => ({
      id,
      group: 'chats' as const,
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
    { id: 'new', group: 'do', label: t('New chat'), shortcut: 'new-chat', run: newChat },
    {
      id: 'temporary',
      group: 'do',
      label: t('Temporary chat'),
      shortcut: 'temporary-chat',
      keywords: t('private incognito'),
      run: () => go('/temporary'),
    },
    ...projects.slice(0, PROJECTS).map(({ id, name }) => ({
      id: `project ${id}`,
      group: 'do' as const,
      label: t('New chat in project {{name}}', { name }),
      run: () => go(`/project/${id}`),
    })),
    {
      id: 'help',
      group: 'do',
      label: t('Keyboard shortcuts'),
      keywords: t('keys help'),
      shortcut: 'help',
      run: openHelp,
    },
    {
      id: 'archive',
      group: 'do',
      label: t('Archived chats…'),
      keywords: t('archive old'),
      run: openArchive,
    },
    { id: 'project', group: 'do', label: t('New project…'), keywords: t('folder'), run: newProject },
  ];
}

function memoryCommands(
  { teach, importMemories, exportMemories, backUp, pauseLearning }: PaletteActions,
  learningPaused: boolean,
): PaletteCommand[] {
  return [
    {
      id: 'teach',
      group: 'do',
      label: t('Teach…'),
      shortcut: 'teach',
      keywords: t('remember memory add'),
      run: teach,
    },
    {
      id: 'import',
      group: 'do',
      label: t('Import memories…'),
      keywords: t('move in chats paste file json markdown chatgpt claude'),
      run: importMemories,
    },
    {
      id: 'export',
      group: 'do',
      label: t('Export memories…'),
      keywords: t('save file json markdown'),
      run: exportMemories,
    },
    { id: 'backup', group: 'do', label: t('Back up now'), keywords: t('copy save'), run: backUp },
    {
      id: 'learning',
      group: 'do',
      label: learningPaused ? t('Resume learning') : t('Pause learning'),
      run: () => pauseLearning(!learningPaused),
    },
  ];
}

function themeCommands({ setTheme }: PaletteActions): PaletteCommand[] {
  const labels = {
    light: t('Theme: light'),
    dark: t('Theme: dark'),
    system: t('Theme: as the system'),
  } as const;
  return (['light', 'dark', 'system'] as const).map((theme) => ({
    id: theme,
    group: 'do',
    label: labels[theme],
    keywords: t('appearance'),
    run: () => setTheme(theme),
  }));
}

function runCommand({ startRun }: PaletteActions, team: TeamSummary): PaletteCommand {
  return {
    id: `run ${team.id}`,
    group: 'do',
    label: t('Start a run: {{name}}', { name: team.name }),
    keywords: t('agents team'),
    run: () => startRun(team),
  };
}

const places: readonly (Omit<PaletteCommand, 'group' | 'run'> & { readonly path: string })[] = [
  { id: 'memory', label: t('Memory'), shortcut: 'go-memory', path: '/memory' },
  { id: 'agents', label: t('Agents'), shortcut: 'go-agents', path: '/agents' },
  { id: 'runs', label: t('Runs of agents'), keywords: t('history replay cost tokens'), path: '/agents/runs' },
  { id: 'settings', label: t('Settings'), shortcut: 'settings', path: '/settings' },
  {
    id: 'looks',
    label: t('Looks'),
    keywords: t('settings appearance colour accent density size font'),
    path: '/settings/general',
  },
  {
    id: 'notifications',
    label: t('Notifications'),
    keywords: t('settings system tell'),
    path: '/settings/general',
  },
  { id: 'first-steps', label: t('First steps'), keywords: t('welcome begin set up'), path: '/first-steps' },
  { id: 'models', label: t('Models'), keywords: t('settings key server'), path: '/settings/models' },
  { id: 'prompts', label: t('Prompts'), keywords: t('settings library slash'), path: '/settings/prompts' },
  { id: 'shortcuts', label: t('Shortcuts'), keywords: t('keys help'), path: '/settings/shortcuts' },
  {
    id: 'data',
    label: t('Data and backups'),
    keywords: t('settings folder restore'),
    path: '/settings/data',
  },
];

/** Commands in which every typed word is the beginning of a word, in their order; all when nothing is typed. */
export function findCommands(commands: readonly PaletteCommand[], typed: string): PaletteCommand[] {
  return commands.filter(({ label, keywords = '' }) => matchesWords(`${label} ${keywords}`, typed));
}
