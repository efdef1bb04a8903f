import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { Backups } from '../transfer/backups.ts';

type BackupHandlers = Pick<
  CommandHandlers,
  'backups.list' | 'backups.make' | 'backups.remove' | 'backups.offer' | 'backups.check' | 'backups.restore'
>;

export function backupHandlers(backups: Backups): BackupHandlers {
  return {
    'backups.list': () => ({ folder: backups.folder, items: backups.list() }),
    'backups.make': async () => ({ backup: await backups.make('asked') }),
    'backups.remove': ({ name }) => {
      backups.remove(name);
      return {};
    },
    'backups.offer': ({ name }) => backups.offer(name),
    'backups.check': (source) => backups.check(source),
    'backups.restore': (source) => backups.restore(source),
  };
}
