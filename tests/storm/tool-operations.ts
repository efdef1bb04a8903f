import { nobody, nothing, reading } from './steps.ts';

/** What the storm does with servers of tools. None of them starts: what they do is not the database's concern. */
export const toolOperations = {
  'tools.servers': reading('tools.servers', nothing),
  'tools.read': reading('tools.read', () => ({ text: 'npx -y some-server' })),
  'tools.add': reading('tools.add', (world) => ({
    name: `Server ${world.number()}`,
    transport: { type: 'stdio', command: 'no-such-command' },
  })),
  'tools.update': reading('tools.update', () => ({ id: nobody, enabled: false })),
  'tools.remove': reading('tools.remove', () => ({ id: nobody })),
  'tools.restart': reading('tools.restart', () => ({ id: nobody })),
  'tools.permit': reading('tools.permit', () => ({ id: nobody, tool: 'none', permission: 'ask' })),
  'tools.accept': reading('tools.accept', () => ({ id: nobody, tools: null })),
  'tools.log': reading('tools.log', () => ({ id: nobody })),
  'tools.calls': reading('tools.calls', nothing),
  'tools.result': reading('tools.result', () => ({ id: nobody })),
  'folders.list': reading('folders.list', nothing),
  'folders.add': reading('folders.add', () => ({ path: '/no/such/folder' })),
  'folders.update': reading('folders.update', () => ({ id: nobody, mayWrite: true })),
  'folders.remove': reading('folders.remove', () => ({ id: nobody })),
  'folders.permit': reading('folders.permit', () => ({ tool: 'none', permission: 'ask' })),
  'folders.change': reading('folders.change', () => ({ callId: nobody })),
  'folders.undo': reading('folders.undo', () => ({ callId: nobody })),
  'chat.decideCall': reading('chat.decideCall', () => ({ callId: nobody, decision: { type: 'approve' } })),
} as const;
