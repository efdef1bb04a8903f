import { describe, expect, test } from 'vitest';
import { findCommands, paletteCommands } from '#renderer/features/command-palette/palette-commands.ts';
import { groupByDay } from '#renderer/ui/format/group-by-day.ts';
import { dayGroup, formatDay, formatDuration } from '#renderer/ui/format/format-time.ts';
import { aConversation } from '../../../support/renderer-values.ts';

const now = new Date(2026, 10, 23, 9, 0).getTime();
const at = (year: number, month: number, day: number, hour = 12) =>
  new Date(year, month - 1, day, hour).getTime();

describe('days', () => {
  test.each([
    [at(2026, 11, 23, 0), 'Today'],
    [at(2026, 11, 24), 'Today'],
    [at(2026, 11, 22, 23), 'Yesterday'],
    [at(2026, 11, 17), 'This week'],
    [at(2026, 11, 16), 'Last week'],
    [at(2026, 10, 3), 'October'],
    [at(2025, 12, 3), 'December 2025'],
  ])('%d is listed under %s', (time, group) => {
    expect(dayGroup(time, now)).toBe(group);
  });

  test('a heading is shown where a group begins', () => {
    const items = [at(2026, 11, 23), at(2026, 11, 23, 1), at(2026, 11, 22)];
    expect(groupByDay(items, (time) => time, now).map(({ heading }) => heading)).toEqual([
      'Today',
      null,
      'Yesterday',
    ]);
  });

  test('days and durations have short formats', () => {
    expect([formatDay(at(2026, 11, 23), now), formatDay(at(2026, 10, 12), now)]).toEqual(['today', '12 Oct']);
    expect([formatDuration(340), formatDuration(1_900), formatDuration(125_000)]).toEqual([
      '340 ms',
      '1.9 s',
      '2 min 5 s',
    ]);
  });
});

describe('the command palette', () => {
  const nothing = () => {};
  const actions = {
    newChat: nothing,
    go: nothing,
    newProject: nothing,
    openArchive: nothing,
    openHelp: nothing,
    teach: nothing,
    importMemories: nothing,
    exportMemories: nothing,
    backUp: nothing,
    setTheme: nothing,
    pauseLearning: nothing,
    startRun: nothing,
  };
  const commands = paletteCommands(actions, [aConversation({ title: 'Café in Porto' })], false);
  const labels = (typed: string) => findCommands(commands, typed).map(({ label }) => label);

  test('finds commands by prefixes of words, ignoring case and accents', () => {
    expect(labels('CAFE por')).toEqual(['Café in Porto']);
    expect(labels('temp')).toEqual(['Temporary chat']);
    expect(labels('remember')).toEqual(['Teach…']);
    expect(labels('zzz')).toEqual([]);
  });

  test('finds a word of a script without spaces wherever it stands', () => {
    const chats = paletteCommands(actions, [aConversation({ title: '新しい旅行の計画' })], false);
    expect(findCommands(chats, '旅行').map(({ label }) => label)).toEqual(['新しい旅行の計画']);
    expect(findCommands(chats, '料理')).toEqual([]);
  });

  test('shows all commands when nothing is typed', () => {
    expect(labels('  ')).toHaveLength(commands.length);
  });

  test('starts a run of any team by its name', () => {
    const team = {
      id: 'gallery:x',
      name: 'Writer and critic',
      description: '',
      kind: 'round-robin' as const,
      participants: [],
      updatedAt: null,
    };
    const started: string[] = [];
    const own = { ...actions, startRun: ({ id }: { readonly id: string }) => void started.push(id) };
    const [found] = findCommands(paletteCommands(own, [], false, [team]), 'run critic');
    found?.run();
    expect(started).toEqual(['gallery:x']);
  });

  test('starts a chat in any project by its name', () => {
    const gone: string[] = [];
    const own = { ...actions, go: (path: string) => void gone.push(path) };
    const trip = { id: 'p1', name: 'Trip', keepsTeachings: false, createdAt: 1, updatedAt: 1 };
    const [found] = findCommands(paletteCommands(own, [], false, [], [trip]), 'chat trip');
    found?.run();
    expect(gone).toEqual(['/project/p1']);
  });

  test('offers to pause or to resume learning, not both', () => {
    const paused = paletteCommands(actions, [], true).map(({ label }) => label);
    expect(paused).toContain('Resume learning');
    expect(paused).not.toContain('Pause learning');
  });
});
