import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { NamedScope } from '#shared/project.ts';
import type { Projects } from '../chat/projects.ts';

type ProjectHandlers = Pick<
  CommandHandlers,
  | 'projects.list'
  | 'projects.create'
  | 'projects.update'
  | 'projects.delete'
  | 'projects.restore'
  | 'memories.scopes'
>;

export function projectHandlers(projects: Projects, scopes: () => NamedScope[]): ProjectHandlers {
  return {
    'projects.list': () => ({ projects: projects.list() }),
    'projects.create': ({ name, keepsTeachings }) => ({ project: projects.create(name, keepsTeachings) }),
    'projects.update': ({ id, ...changes }) => ({ project: projects.update(id, changes) }),
    'projects.delete': ({ id }) => {
      projects.delete(id);
      return {};
    },
    'projects.restore': ({ id }) => ({ project: projects.restore(id) }),
    'memories.scopes': () => ({ scopes: scopes() }),
  };
}
