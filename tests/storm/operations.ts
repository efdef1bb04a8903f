/** What the storm does: every command of the contract, and what must be there once it is answered. */
import type { CommandName } from '#shared/contract/commands.ts';
import {
  addClient,
  attach,
  byId,
  change,
  deleteChat,
  everything,
  importFile,
  makeBackup,
  nobody,
  nothing,
  ofMemory,
  purge,
  reading,
  removeChat,
  restore,
  send,
  sendAttached,
  startRun,
  steppingIn,
  team,
  upload,
} from './steps.ts';
import type { Operation } from './steps.ts';
import { knowledgeOperations } from './knowledge-operations.ts';
import { projectOperations } from './project-operations.ts';
import { toolOperations } from './tool-operations.ts';

export const operations: { readonly [Name in CommandName]: Operation } = {
  ...knowledgeOperations,
  'app.info': reading('app.info', nothing),
  'app.openDataFolder': reading('app.openDataFolder', nothing),
  'app.notify': async (world) => {
    const conversationId = world.pick('chat');
    if (conversationId !== undefined)
      await world.call('app.notify', { conversationId, title: 'A chat', body: 'An answer' });
  },
  'start.question': reading('start.question', nothing),
  'start.answer': reading('start.answer', () => ({ choice: 'empty' })),
  'conversations.list': reading('conversations.list', nothing),
  'conversations.search': reading('conversations.search', () => ({ query: 'number' })),
  'conversations.find': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined) await world.call('conversations.find', { id, query: 'number' });
  },
  'conversations.open': reading('conversations.open', (world) => byId(world.pick('chat'))),
  'conversations.rename': async (world) => {
    const id = world.pick('chat');
    const title = `Title ${world.number()}`;
    if (id !== undefined) await world.call('conversations.rename', { id, title }, { [`title/${id}`]: title });
  },
  'conversations.move': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined)
      await world.call('conversations.move', { id, projectId: world.pick('project') ?? null });
  },
  'conversations.sendPrivate': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined)
      await world.call('conversations.sendPrivate', { id, allowed: world.random.chance(0.5) });
  },
  'conversations.chooseModel': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined)
      await world.call('conversations.chooseModel', {
        id,
        model: world.random.chance(0.5) ? null : { ref: null, temperature: 0.5 },
      });
  },
  'conversations.chooseAnswerer': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined)
      await world.call('conversations.chooseAnswerer', { id, answerer: world.pick('team') ?? 'tutee' });
  },
  'conversations.pin': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined) await world.call('conversations.pin', { id, pinned: world.random.chance(0.5) });
  },
  'conversations.archive': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined)
      await world.call('conversations.archive', { id, archived: world.random.chance(0.5) });
  },
  'conversations.delete': deleteChat,
  'conversations.restore': deleteChat,
  'conversations.remove': removeChat,
  'chat.send': (world) => send(world, world.pick('project') ?? null),
  'chat.stop': async (world) => {
    await send(world);
    const conversationId = world.pick('chat');
    if (conversationId !== undefined) await world.call('chat.stop', { conversationId });
  },
  'chat.edit': async (world) => {
    const messageId = world.pick('message');
    if (messageId === undefined) return;
    const text = `Said otherwise, number ${world.number()}.`;
    const started = await world.call('chat.edit', { requestId: crypto.randomUUID(), messageId, text });
    if (started === null) return;
    world.chatOf.set(started.userMessage.id, started.conversation.id);
    world.learn({ [`message/${started.userMessage.id}`]: text });
  },
  'chat.usage': reading('chat.usage', (world) => ({ conversationId: world.pick('chat') ?? nobody })),
  'chat.retry': async (world) => {
    const id = world.pick('chat');
    const page = id === undefined ? null : await world.call('conversations.open', { id });
    const answer = page?.messages.findLast(({ role }) => role === 'assistant');
    if (answer !== undefined) await world.call('chat.retry', { messageId: answer.id });
  },
  'chat.learnAgain': async (world) => {
    const messageId = world.pick('message');
    if (messageId !== undefined) await world.call('chat.learnAgain', { messageId });
  },
  'chat.teachFromEdit': async (world) => {
    const id = world.pick('chat');
    const page = id === undefined ? null : await world.call('conversations.open', { id });
    const answer = page?.messages.findLast(({ role }) => role === 'assistant');
    if (answer !== undefined)
      await world.call('chat.teachFromEdit', { messageId: answer.id, text: `Better ${world.number()}.` });
  },
  'chat.showVersion': async (world) => {
    const messageId = world.pick('message');
    if (messageId !== undefined) await world.call('chat.showVersion', { messageId });
  },
  'chat.versions': async (world) => {
    const messageId = world.pick('message');
    if (messageId !== undefined) await world.call('chat.versions', { messageId });
  },
  'chat.offRecord': async (world) => {
    const conversationId = world.pick('chat');
    if (conversationId !== undefined) await world.call('chat.offRecord', { conversationId });
  },
  'chat.summary': async (world) => {
    const messageId = world.pick('message');
    if (messageId !== undefined) await world.call('chat.summary', { messageId });
  },
  'chat.receipt': async (world) => {
    const messageId = world.pick('message');
    if (messageId !== undefined) await world.call('chat.receipt', { messageId });
  },
  'drafts.list': reading('drafts.list', nothing),
  'drafts.put': async (world) => {
    const conversationId = world.random.chance(0.5) ? (world.pick('chat') ?? null) : null;
    const text = `Draft ${world.number()}`;
    await world.call(
      'drafts.put',
      { conversationId, projectId: null, text },
      { [`draft/${conversationId ?? 'new'}`]: text },
    );
  },
  ...projectOperations,
  'memories.scopes': reading('memories.scopes', nothing),
  'memories.list': reading('memories.list', (world) => ({ query: `thing ${world.random.below(50)}` })),
  'memories.get': reading('memories.get', ofMemory),
  'memories.teach': async (world) => {
    const text = `Thing ${world.number()} of the storm lies in drawer ${world.number()}.`;
    const made = await world.call('memories.teach', { text });
    if (made === null) return;
    const { id } = made.memory;
    world.learn({ [`memory/${id}`]: made.memory.text, [`pinned/${id}`]: '0', [`forgotten/${id}`]: '0' });
  },
  'memories.edit': (world) => {
    const text = `Thing ${world.number()} was moved to drawer ${world.number()}.`;
    return change(world, 'memory', text, (id, changes) => world.call('memories.edit', { id, text }, changes));
  },
  'memories.update': (world) =>
    change(world, 'pinned', '1', (id, changes) =>
      world.call('memories.update', { target: { ids: [id] }, changes: { pinned: true } }, changes),
    ),
  'memories.pause': async (world) => {
    const id = world.pick('memory');
    if (id === undefined) return;
    world.undoable.delete(id);
    await world.call('memories.pause', { id, paused: world.random.chance(0.5) });
  },
  'memories.pin': (world) =>
    change(world, 'pinned', '0', (id, changes) => world.call('memories.pin', { id, pinned: false }, changes)),
  'memories.correct': async (world) => {
    const [id, messageId] = [world.pick('memory'), world.pick('message')];
    if (id === undefined || messageId === undefined || world.facts.get(`forgotten/${id}`) === '1') return;
    world.undoable.delete(id);
    const text = `Corrected, thing ${world.number()}.`;
    const corrected = await world.call('memories.correct', { id, text, messageId });
    if (corrected !== null) world.learn({ [`memory/${corrected.memory.id}`]: text });
  },
  'memories.forget': (world) =>
    change(world, 'forgotten', '1', (id, changes) => world.call('memories.forget', { id }, changes)),
  'memories.restore': async (world) => {
    const id = world.ids('memory').find((each) => world.facts.get(`forgotten/${each}`) === '1');
    if (id === undefined) return;
    world.undoable.delete(id);
    await world.call('memories.restore', { id }, { [`forgotten/${id}`]: '0' });
  },
  'memories.undo': async (world) => {
    const [id, last] = world.random.pick([...world.undoable]) ?? [];
    if (id === undefined || last === undefined) return;
    world.undoable.delete(id);
    await world.call('memories.undo', { changeId: last.changeId }, Object.fromEntries(last.back));
  },
  'memories.undoable': reading('memories.undoable', () => ({ changeId: nobody })),
  'memories.history': reading('memories.history', ofMemory),
  'memories.preview': reading('memories.preview', () => ({ query: 'Where is my thing?' })),
  'memories.stopChange': reading('memories.stopChange', () => ({ changeId: nobody })),
  'memories.review': reading('memories.review', nothing),
  'memories.approve': reading('memories.approve', () => ({ target: { ids: [nobody] } })),
  'memories.approveEdited': reading('memories.approveEdited', () => ({ id: nobody, text: 'Never.' })),
  'memories.reject': reading('memories.reject', () => ({ target: { ids: [nobody] } })),
  'memories.merge': async (world) => {
    const [keep, other] = [world.pick('memory'), world.pick('memory')];
    if (keep === undefined || other === undefined || keep === other) return;
    if (world.facts.get(`forgotten/${keep}`) === '1') return;
    for (const id of [keep, other]) world.undoable.delete(id);
    await world.call('memories.merge', { ids: [keep, other], keep });
  },
  'memories.conflicts': reading('memories.conflicts', nothing),
  'memories.resolveConflict': reading('memories.resolveConflict', () => ({
    id: nobody,
    resolution: 'keep_both',
  })),
  'memories.timeline': reading('memories.timeline', nothing),
  'memories.groups': reading('memories.groups', () => ({ by: 'topic' })),
  'memories.health': reading('memories.health', nothing),
  'memories.map': reading('memories.map', nothing),
  'memories.named': reading('memories.named', (world) => {
    const id = world.pick('memory');
    return id === undefined ? null : { ids: [id] };
  }),
  'memories.duplicates': reading('memories.duplicates', nothing),
  'memories.purgePreview': reading('memories.purgePreview', () => ({ target: everything })),
  'memories.purge': purge,
  'clients.state': reading('clients.state', nothing),
  'clients.add': addClient,
  'clients.update': async (world) => {
    const id = world.pick('client');
    const name = `Renamed program ${world.number()}`;
    if (id !== undefined) await world.call('clients.update', { id, name }, { [`client/${id}`]: name });
  },
  'clients.renewKey': reading('clients.renewKey', (world) => byId(world.pick('client'))),
  'clients.remove': async (world) => {
    const id = world.pick('client');
    if (id !== undefined) await world.call('clients.remove', { id }, { [`client/${id}`]: null });
  },
  'clients.calls': reading('clients.calls', nothing),
  'settings.get': reading('settings.get', nothing),
  'settings.update': async (world) => {
    const memoryTokens = 100 + world.random.below(7_000);
    await world.call(
      'settings.update',
      { changes: { memoryTokens } },
      { 'setting/memoryTokens': String(memoryTokens) },
    );
  },
  'models.detect': reading('models.detect', nothing),
  'models.list': reading('models.list', () => ({ baseUrl: 'http://127.0.0.1:9/v1' })),
  'models.test': reading('models.test', () => ({ baseUrl: 'http://127.0.0.1:9/v1', model: 'none' })),
  'models.keyState': reading('models.keyState', () => ({ baseUrl: 'http://127.0.0.1:9/v1' })),
  'models.setKey': reading('models.setKey', () => ({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-storm' })),
  'models.removeKey': reading('models.removeKey', () => ({ baseUrl: 'http://127.0.0.1:9/v1' })),
  'learning.lastCheck': reading('learning.lastCheck', nothing),
  'learning.check': reading('learning.check', nothing),
  'models.offers': reading('models.offers', () => ({})),
  'models.mendAddress': reading('models.mendAddress', () => ({ text: 'http://127.0.0.1:9' })),
  'providers.remove': reading('providers.remove', () => ({ id: 'nobody' })),
  'providers.setHeader': reading('providers.setHeader', () => ({
    id: 'nobody',
    name: 'x-storm',
    value: '1',
  })),
  'providers.setProxyLogin': reading('providers.setProxyLogin', () => ({ id: 'nobody', login: null })),
  'attachments.begin': sendAttached,
  'attachments.part': sendAttached,
  'attachments.finish': sendAttached,
  'attachments.stop': async (world) => {
    const begun = await world.call('attachments.begin', { name: 'storm.txt', bytes: 10 });
    if (begun !== null) await world.call('attachments.stop', { uploadId: begun.uploadId });
  },
  'attachments.discard': async (world) => {
    const attachmentId = await attach(world, `A file that is not sent, number ${world.number()}.`);
    if (attachmentId !== null) await world.call('attachments.discard', { attachmentId });
  },
  'attachments.content': async (world) => {
    const attachmentId = await attach(world, `A file that is looked at, number ${world.number()}.`);
    if (attachmentId !== null) await world.call('attachments.content', { attachmentId, offset: 0 });
  },
  'attachments.text': async (world) => {
    const attachmentId = await attach(world, `A file that is read, number ${world.number()}.`);
    if (attachmentId !== null) await world.call('attachments.text', { attachmentId });
  },
  'files.begin': (world) => upload(world, 'A file that nobody opens.'),
  'files.part': (world) => upload(world, 'x'.repeat(500_000)),
  'files.discard': async (world) => {
    const fileId = await upload(world, 'A file that is thrown away.');
    if (fileId !== null) await world.call('files.discard', { fileId });
  },
  'files.save': async (world) => {
    const made = await world.call('exports.memories', { format: 'json' });
    if (made !== null) await world.call('files.save', { fileId: made.fileId });
  },
  'imports.open': (world) => importFile(world, 'apply'),
  'imports.openText': reading('imports.openText', () => ({
    text: '- User likes storms.\n- User likes rain.',
  })),
  'imports.rows': (world) => importFile(world, 'cancel'),
  'imports.chats': (world) => importFile(world, 'cancel'),
  'imports.apply': (world) => importFile(world, 'apply'),
  'imports.cancel': (world) => importFile(world, 'cancel'),
  'imports.undo': (world) => importFile(world, 'undo'),
  'exports.chats': reading('exports.chats', () => ({ conversationId: null, format: 'json' })),
  'exports.memories': reading('exports.memories', (world) => ({
    format: world.random.chance(0.5) ? 'json' : 'markdown',
  })),
  'backups.list': reading('backups.list', nothing),
  'backups.make': makeBackup,
  'backups.remove': async (world) => {
    const name = world.random.pick([...world.backups.keys()]);
    if (name === undefined || world.backups.size < 3) return;
    world.backups.delete(name);
    await world.call('backups.remove', { name });
  },
  'backups.offer': async (world) => {
    const name = world.random.pick([...world.backups.keys()]);
    if (name !== undefined) await world.call('backups.offer', { name });
  },
  'backups.check': async (world) => {
    const name = world.random.pick([...world.backups.keys()]);
    if (name !== undefined) await world.call('backups.check', { name });
  },
  'backups.restore': restore,
  'embedding.state': reading('embedding.state', nothing),
  ...toolOperations,
  'inside.list': reading('inside.list', nothing),
  // There are none in the storm: nothing may be downloaded.
  'inside.pause': reading('inside.pause', () => ({ id: 'none' })),
  'inside.remove': reading('inside.remove', () => ({ id: 'none' })),
  'inside.download': reading('inside.download', () => ({ id: 'none' })),
  'inside.unload': reading('inside.unload', () => ({ id: 'none' })),
  'inside.open': reading('inside.open', () => ({ path: '/nowhere/model.gguf' })),
  'embedding.pause': reading('embedding.pause', nothing),
  'embedding.resume': reading('embedding.resume', nothing),
  'agents.list': reading('agents.list', nothing),
  'agents.get': reading('agents.get', (world) => byId(world.pick('team'))),
  'agents.check': reading('agents.check', () => ({ component: team('checked') })),
  'agents.save': async (world) => {
    const name = `Team ${world.number()}`;
    const made = await world.call('agents.save', { id: null, name, component: team(name) });
    if (made !== null) world.learn({ [`team/${made.team.id}`]: name });
  },
  'agents.introduce': async (world) => {
    const id = world.pick('team');
    if (id !== undefined)
      await world.call('agents.introduce', { id, introduction: { symbol: 'T', starters: ['Begin?'] } });
  },
  'agents.delete': async (world) => {
    const id = world.pick('team');
    if (id !== undefined && world.ids('team').length > 1)
      await world.call('agents.delete', { id }, { [`team/${id}`]: null });
  },
  'agents.restore': async (world) => {
    const id = world.pick('team');
    const name = id === undefined ? undefined : world.facts.get(`team/${id}`);
    if (id === undefined || name == null) return;
    if ((await world.call('agents.delete', { id }, { [`team/${id}`]: null })) === null) return;
    await world.call('agents.restore', { id }, { [`team/${id}`]: name });
  },
  'agents.import': async (world) => {
    const made = await world.call('agents.import', {
      text: JSON.stringify(team(`Imported ${world.number()}`)),
    });
    if (made !== null) world.learn({ [`team/${made.team.id}`]: made.team.name });
  },
  'agents.export': reading('agents.export', (world) => byId(world.pick('team'))),
  'agents.options': reading('agents.options', nothing),
  'runs.start': startRun,
  'runs.answer': steppingIn((world, runId) =>
    world.call('runs.answer', { runId, requestId: 'none', answer: { type: 'message', text: 'Yes.' } }),
  ),
  'runs.say': steppingIn((world, runId) => world.call('runs.say', { runId, text: 'Go on, please.' })),
  'runs.pause': steppingIn((world, runId) => world.call('runs.pause', { runId })),
  'runs.resume': steppingIn((world, runId) => world.call('runs.resume', { runId })),
  'runs.interrupt': steppingIn((world, runId) => world.call('runs.interrupt', { runId, text: 'Wait.' })),
  'runs.takeOver': steppingIn((world, runId) => world.call('runs.takeOver', { runId, agent: 'writer' })),
  'runs.handBack': steppingIn((world, runId) => world.call('runs.handBack', { runId, agent: 'writer' })),
  'runs.stop': steppingIn((world, runId) => world.call('runs.stop', { runId })),
  'runs.list': reading('runs.list', nothing),
  'runs.get': steppingIn((world, runId) => world.call('runs.get', { runId })),
  'runs.replay': steppingIn((world, runId) => world.call('runs.replay', { runId })),
  'runs.delete': async (world) => {
    const runId = world.pick('run');
    if (runId !== undefined) await world.call('runs.delete', { runId }, { [`run/${runId}`]: null });
  },
  'runs.restore': async (world) => {
    const runId = world.pick('run');
    if (runId === undefined) return;
    if ((await world.call('runs.delete', { runId }, { [`run/${runId}`]: null })) === null) return;
    await world.call('runs.restore', { runId }, { [`run/${runId}`]: 'there' });
  },
  'runs.usage': reading('runs.usage', nothing),
};
