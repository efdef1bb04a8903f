import type { Project } from '../../../shared/project.ts';
import type { Conversation } from '../../../shared/conversation.ts';
import type { TeamSummary } from '../../state/agents-store.ts';

/** One thing the palette can do. */
export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly group: 'Do' | 'Go to' | 'Chats';
  /** Words beside the label that also find it. */
  readonly also?: string;
  readonly keys?: string;
  readonly run: () => void;
}

/** Where the palette gets its effects from; nothing is known here of stores or routes. */
export interface PaletteActions {
  readonly newChat: () => void;
  readonly go: (path: string) => void;
  readonly newProject: () => void;
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
  const { go, setTheme } = actions;
  return [
    { id: 'new', group: 'Do', label: 'New chat', keys: 'Ctrl N', run: actions.newChat },
    {
      id: 'temporary',
      group: 'Do',
      label: 'Temporary chat',
      also: 'private incognito',
      run: () => go('/temporary'),
    },
    ...projects.slice(0, PROJECTS).map(({ id, name }) => ({
      id: `project ${id}`,
      group: 'Do' as const,
      label: `New chat in project ${name}`,
      run: () => go(`/project/${id}`),
    })),
    { id: 'project', group: 'Do', label: 'New project…', also: 'folder', run: actions.newProject },
    { id: 'teach', group: 'Do', label: 'Teach…', also: 'remember memory add', run: actions.teach },
    {
      id: 'import',
      group: 'Do',
      label: 'Import memories…',
      also: 'paste file json markdown chatgpt claude',
      run: actions.importMemories,
    },
    {
      id: 'export',
      group: 'Do',
      label: 'Export memories…',
      also: 'save file json markdown',
      run: actions.exportMemories,
    },
    { id: 'backup', group: 'Do', label: 'Back up now', also: 'copy save', run: actions.backUp },
    {
      id: 'learning',
      group: 'Do',
      label: learningPaused ? 'Resume learning' : 'Pause learning',
      run: () => actions.pauseLearning(!learningPaused),
    },
    { id: 'light', group: 'Do', label: 'Theme: light', also: 'appearance', run: () => setTheme('light') },
    { id: 'dark', group: 'Do', label: 'Theme: dark', also: 'appearance', run: () => setTheme('dark') },
    {
      id: 'system',
      group: 'Do',
      label: 'Theme: as the system',
      also: 'appearance',
      run: () => setTheme('system'),
    },
    ...teams.slice(0, TEAMS).map((team) => ({
      id: `run ${team.id}`,
      group: 'Do' as const,
      label: `Start a run: ${team.name}`,
      also: 'agents team',
      run: () => actions.startRun(team),
    })),
    { id: 'memory', group: 'Go to', label: 'Memory', run: () => go('/memory') },
    { id: 'agents', group: 'Go to', label: 'Agents', run: () => go('/agents') },
    {
      id: 'runs',
      group: 'Go to',
      label: 'Runs of agents',
      also: 'history replay cost tokens',
      run: () => go('/agents/runs'),
    },
    { id: 'settings', group: 'Go to', label: 'Settings', keys: 'Ctrl ,', run: () => go('/settings') },
    {
      id: 'models',
      group: 'Go to',
      label: 'Models',
      also: 'settings key server',
      run: () => go('/settings/models'),
    },
    {
      id: 'shortcuts',
      group: 'Go to',
      label: 'Shortcuts',
      also: 'keys help',
      keys: 'Ctrl /',
      run: () => go('/settings/shortcuts'),
    },
    {
      id: 'data',
      group: 'Go to',
      label: 'Data and backups',
      also: 'settings folder restore',
      run: () => go('/settings/data'),
    },
    ...conversations.slice(0, CHATS).map(({ id, title }) => ({
      id,
      group: 'Chats' as const,
      label: title,
      run: () => go(`/chat/${id}`),
    })),
  ];
}

/** Commands whose words begin with every word typed, in their order; everything when nothing was typed. */
export function findCommands(commands: readonly PaletteCommand[], typed: string): PaletteCommand[] {
  const wanted = wordsOf(typed);
  return commands.filter(({ label, also = '' }) => {
    const has = wordsOf(`${label} ${also}`);
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
