/** What the storm does: every command of the contract, and what must be there once it is answered. */
import type { CommandInput, CommandName } from '#shared/contract/commands.ts';
import { jsonFile, record } from '../support/transfer.ts';
import type { World } from './world.ts';

type Operation = (world: World) => Promise<unknown>;

const nobody = '00000000-0000-7000-8000-000000000000';
const everything = { filter: {} };
const team = (name: string) => ({
  provider: 'RoundRobinGroupChat',
  version: 1,
  config: {
    name: 'team',
    participants: [
      { provider: 'AssistantAgent', version: 1, config: { name: 'writer', model: 'default', systemMessage: name } },
    ],
    maxTurns: 2,
  },
});

/** A command that must answer and changes nothing that is asked for. */
function reading<Name extends CommandName>(
  name: Name,
  input: (world: World) => CommandInput<Name> | null,
): Operation {
  return async (world) => {
    const given = input(world);
    if (given !== null) await world.call(name, given);
  };
}

const nothing = () => ({});

const ofMemory = (world: World) => byId(world.pick('memory'));
const byId = (id: string | undefined) => (id === undefined ? null : { id });

/** Changes one memory by a command that answers a change, which can be taken back. */
async function change(
  world: World,
  kind: 'pinned' | 'forgotten' | 'memory',
  value: string,
  call: (id: string, changes: Record<string, string>) => Promise<{ changeId: string | null } | null>,
): Promise<void> {
  const id = world.pick('memory');
  if (id === undefined || world.facts.get(`forgotten/${id}`) === '1') return;
  const key = `${kind}/${id}`;
  const before = world.facts.get(key);
  if (before === undefined || before === value) return;
  const changed = await call(id, { [key]: value });
  if (changed !== null && changed.changeId !== null)
    world.undoable.set(id, { changeId: changed.changeId, back: new Map([[key, before]]) });
}

async function send(world: World, projectId: string | null = null): Promise<void> {
  const text = `In the storm, message ${world.number()} was sent.`;
  const conversationId = world.random.chance(0.5) ? (world.pick('chat') ?? null) : null;
  const started = await world.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId,
    text: world.random.chance(0.3) ? `Remember that my item ${world.number()} is blue. ${text}` : text,
    projectId: conversationId === null ? projectId : null,
  });
  if (started === null) return;
  world.chatOf.set(started.userMessage.id, started.conversation.id);
  world.learn({
    [`message/${started.userMessage.id}`]: started.userMessage.text,
    [`chat/${started.conversation.id}`]: 'there',
  });
}

async function upload(world: World, content: string): Promise<string | null> {
  const bytes = Buffer.from(content);
  const begun = await world.call('files.begin', { name: 'storm.json', bytes: bytes.length });
  if (begun === null) return null;
  for (let offset = 0; offset < bytes.length; offset += begun.partBytes) {
    const data = bytes.subarray(offset, offset + begun.partBytes).toString('base64');
    if ((await world.call('files.part', { fileId: begun.fileId, offset, data })) === null) return null;
  }
  return begun.fileId;
}

async function importFile(world: World, how: 'apply' | 'cancel' | 'undo'): Promise<void> {
  const records = Array.from({ length: 1 + world.random.below(120) }, () =>
    record(`Imported thing ${world.number()} lies in box ${world.number()}.`),
  );
  const fileId = await upload(world, jsonFile(records));
  if (fileId === null) return;
  const preview = await world.call('imports.open', { fileId });
  if (preview === null) return;
  const { importId } = preview;
  await world.call('imports.rows', { importId, group: 'add' });
  if (how === 'cancel') return void (await world.call('imports.cancel', { importId }));
  const taken = Object.fromEntries(records.map(({ id, text }) => [`memory/${id}`, text]));
  const done = world.process?.event(
    ({ name, payload }) => name === 'import-changed' && payload.importId === importId && payload.state !== 'running',
  );
  const begun = await world.call('imports.apply', { importId }, {});
  if (begun === null) return world.unanswered(taken);
  const ended = await done;
  if (ended?.name !== 'import-changed') return world.unanswered(taken);
  if (ended.payload.state !== 'done') return;
  world.learn(taken);
  for (const { id } of records) world.learn({ [`pinned/${id}`]: '0', [`forgotten/${id}`]: '0' });
  if (how !== 'undo') return;
  const gone = Object.fromEntries(
    records.flatMap(({ id }) => ['memory', 'pinned', 'forgotten'].map((kind) => [`${kind}/${id}`, null])),
  );
  await world.call('imports.undo', { importId }, gone);
}

async function startRun(world: World): Promise<string | null> {
  const teamId = world.pick('team');
  if (teamId === undefined) return null;
  const started = await world.call('runs.start', { teamId, conversationId: null, task: `Task ${world.number()}`, record: true });
  if (started === null) return null;
  world.learn({ [`run/${started.run.id}`]: 'there', [`chat/${started.conversation.id}`]: 'there' });
  return started.run.id;
}

/** Steps into a run as it comes; most is refused in the state that the run is in. */
function steppingIn(call: (world: World, runId: string) => Promise<unknown>): Operation {
  return async (world) => {
    const runId = world.random.chance(0.5) ? await startRun(world) : (world.pick('run') ?? null);
    if (runId !== null) await call(world, runId);
  };
}

async function purge(world: World): Promise<void> {
  const id = world.pick('memory');
  if (id === undefined) return;
  const gone = { [`memory/${id}`]: null, [`pinned/${id}`]: null, [`forgotten/${id}`]: null };
  const chats = world.random.chance(0.3);
  // The words can stand in any message.
  if (chats && world.ids('message').length > 0) return;
  await world.call('memories.purge', { target: { ids: [id] }, chats }, gone);
}

async function makeBackup(world: World): Promise<void> {
  const facts = new Map(world.facts);
  const made = await world.call('backups.make', {});
  if (made !== null) world.backups.set(made.backup.name, facts);
}

async function restore(world: World): Promise<void> {
  if (world.backups.size === 0) await makeBackup(world);
  const name = world.random.pick([...world.backups.keys()]);
  const facts = name === undefined ? undefined : world.backups.get(name);
  if (name === undefined || facts === undefined) return;
  await world.call('backups.restore', { name }, {}, { restores: facts });
}

async function removeChat(world: World): Promise<void> {
  const id = world.pick('chat');
  if (id === undefined || world.ids('chat').length < 4) return;
  const messages = world.ids('message').filter((message) => world.chatOf.get(message) === id);
  const gone = Object.fromEntries(messages.map((message) => [`message/${message}`, null]));
  await world.call('conversations.remove', { id }, { [`chat/${id}`]: null, [`title/${id}`]: null, ...gone });
}

export const operations: { readonly [Name in CommandName]: Operation } = {
  'app.info': reading('app.info', nothing),
  'app.openDataFolder': reading('app.openDataFolder', nothing),
  'start.question': reading('start.question', nothing),
  'start.answer': reading('start.answer', () => ({ choice: 'empty' })),
  'conversations.list': reading('conversations.list', nothing),
  'conversations.open': reading('conversations.open', (world) => byId(world.pick('chat'))),
  'conversations.rename': async (world) => {
    const id = world.pick('chat');
    const title = `Title ${world.number()}`;
    if (id !== undefined) await world.call('conversations.rename', { id, title }, { [`title/${id}`]: title });
  },
  'conversations.move': async (world) => {
    const id = world.pick('chat');
    if (id !== undefined) await world.call('conversations.move', { id, projectId: world.pick('project') ?? null });
  },
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
  'chat.retry': async (world) => {
    const id = world.pick('chat');
    const page = id === undefined ? null : await world.call('conversations.open', { id });
    const answer = page?.messages.findLast(({ role }) => role === 'assistant');
    if (answer !== undefined) await world.call('chat.retry', { messageId: answer.id });
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
  'chat.receipt': async (world) => {
    const messageId = world.pick('message');
    if (messageId !== undefined) await world.call('chat.receipt', { messageId });
  },
  'drafts.list': reading('drafts.list', nothing),
  'drafts.put': async (world) => {
    const conversationId = world.random.chance(0.5) ? (world.pick('chat') ?? null) : null;
    const text = `Draft ${world.number()}`;
    await world.call('drafts.put', { conversationId, projectId: null, text }, { [`draft/${conversationId ?? 'new'}`]: text });
  },
  'projects.list': reading('projects.list', nothing),
  'projects.create': async (world) => {
    const made = await world.call('projects.create', { name: `Project ${world.number()}` });
    if (made !== null) world.learn({ [`project/${made.project.id}`]: made.project.name });
  },
  'projects.update': async (world) => {
    const id = world.pick('project');
    const name = `Renamed ${world.number()}`;
    if (id !== undefined) await world.call('projects.update', { id, name }, { [`project/${id}`]: name });
  },
  'projects.delete': async (world) => {
    const id = world.pick('project');
    if (id !== undefined) await world.call('projects.delete', { id }, { [`project/${id}`]: null });
  },
  'projects.restore': async (world) => {
    const id = world.pick('project');
    const name = id === undefined ? undefined : world.facts.get(`project/${id}`);
    if (id === undefined || name == null) return;
    if ((await world.call('projects.delete', { id }, { [`project/${id}`]: null })) === null) return;
    await world.call('projects.restore', { id }, { [`project/${id}`]: name });
  },
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
    const [id, change] = world.random.pick([...world.undoable]) ?? [];
    if (id === undefined || change === undefined) return;
    world.undoable.delete(id);
    await world.call('memories.undo', { changeId: change.changeId }, Object.fromEntries(change.back));
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
  'memories.resolveConflict': reading('memories.resolveConflict', () => ({ id: nobody, resolution: 'keep_both' })),
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
  'settings.get': reading('settings.get', nothing),
  'settings.update': async (world) => {
    const memoryTokens = 100 + world.random.below(7_000);
    await world.call('settings.update', { changes: { memoryTokens } }, { 'setting/memoryTokens': String(memoryTokens) });
  },
  'models.detect': reading('models.detect', nothing),
  'models.list': reading('models.list', () => ({ baseUrl: 'http://127.0.0.1:9/v1' })),
  'models.test': reading('models.test', () => ({ baseUrl: 'http://127.0.0.1:9/v1', model: 'none' })),
  'models.keyState': reading('models.keyState', () => ({ baseUrl: 'http://127.0.0.1:9/v1' })),
  'models.setKey': reading('models.setKey', () => ({ baseUrl: 'http://127.0.0.1:9/v1', apiKey: 'sk-storm' })),
  'models.removeKey': reading('models.removeKey', () => ({ baseUrl: 'http://127.0.0.1:9/v1' })),
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
  'imports.openText': reading('imports.openText', () => ({ text: '- User likes storms.\n- User likes rain.' })),
  'imports.rows': (world) => importFile(world, 'cancel'),
  'imports.apply': (world) => importFile(world, 'apply'),
  'imports.cancel': (world) => importFile(world, 'cancel'),
  'imports.undo': (world) => importFile(world, 'undo'),
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
  'comparing.state': reading('comparing.state', nothing),
  'comparing.pause': reading('comparing.pause', nothing),
  'comparing.resume': reading('comparing.resume', nothing),
  'agents.list': reading('agents.list', nothing),
  'agents.get': reading('agents.get', (world) => byId(world.pick('team'))),
  'agents.check': reading('agents.check', () => ({ component: team('checked') })),
  'agents.save': async (world) => {
    const name = `Team ${world.number()}`;
    const made = await world.call('agents.save', { id: null, name, component: team(name) });
    if (made !== null) world.learn({ [`team/${made.team.id}`]: name });
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
    const made = await world.call('agents.import', { text: JSON.stringify(team(`Imported ${world.number()}`)) });
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
