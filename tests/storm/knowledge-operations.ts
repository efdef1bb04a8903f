import { byId, nobody, reading } from './steps.ts';
import type { World } from './world.ts';

const owner = (world: World) => ({ type: 'project', id: world.pick('project') ?? nobody }) as const;

/** What the storm does with folders of projects. The one that it adds is small: what is read is not the database's concern. */
export const knowledgeOperations = {
  'knowledge.list': reading('knowledge.list', (world) => ({ owner: owner(world) })),
  'knowledge.choose': reading('knowledge.choose', () => ({ what: 'folder' })),
  'knowledge.addPath': reading('knowledge.addPath', (world) => ({
    owner: owner(world),
    path: import.meta.dirname,
  })),
  'knowledge.addFiles': reading('knowledge.addFiles', (world) => ({
    owner: owner(world),
    uploadIds: [nobody],
  })),
  'knowledge.update': reading('knowledge.update', () => ({ id: nobody, onlyHere: true })),
  'knowledge.remove': reading('knowledge.remove', () => byId(nobody)),
  'knowledge.restore': reading('knowledge.restore', () => byId(nobody)),
  'knowledge.read': reading('knowledge.read', () => byId(nobody)),
  'knowledge.stop': reading('knowledge.stop', () => byId(nobody)),
  'knowledge.files': reading('knowledge.files', () => byId(nobody)),
  'knowledge.passage': reading('knowledge.passage', () => ({ messageId: nobody, number: 1 })),
  'knowledge.open': reading('knowledge.open', () => ({ messageId: nobody, number: 1 })),
} as const;
