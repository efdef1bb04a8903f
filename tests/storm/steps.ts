/** What the operations of the storm are made of, where several commands go together. */
import type { CommandInput, CommandName } from '#shared/contract/commands.ts';
import { jsonFile, record } from '../support/transfer.ts';
import type { World } from './world.ts';

export type Operation = (world: World) => Promise<unknown>;

export const nobody = '00000000-0000-7000-8000-000000000000';
export const everything = { filter: {} };
export const team = (name: string) => ({
  provider: 'RoundRobinGroupChat',
  version: 1,
  config: {
    name: 'team',
    participants: [
      {
        provider: 'AssistantAgent',
        version: 1,
        config: { name: 'writer', model: 'default', systemMessage: name },
      },
    ],
    maxTurns: 2,
  },
});

/** A command that must answer and changes nothing that is asked for. */
export function reading<Name extends CommandName>(
  name: Name,
  input: (world: World) => CommandInput<Name> | null,
): Operation {
  return async (world) => {
    const given = input(world);
    if (given !== null) await world.call(name, given);
  };
}

export const nothing = () => ({});

export const ofMemory = (world: World) => byId(world.pick('memory'));
export const byId = (id: string | undefined) => (id === undefined ? null : { id });

/** Changes one memory by a command that answers a change, which can be taken back. */
export async function change(
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

export async function send(
  world: World,
  projectId: string | null = null,
  attachments: string[] = [],
): Promise<void> {
  const text = `In the storm, message ${world.number()} was sent.`;
  const conversationId = world.random.chance(0.5) ? (world.pick('chat') ?? null) : null;
  const started = await world.call('chat.send', {
    requestId: crypto.randomUUID(),
    conversationId,
    text: world.random.chance(0.3) ? `Remember that my item ${world.number()} is blue. ${text}` : text,
    projectId: conversationId === null ? projectId : null,
    attachments,
  });
  if (started === null) return;
  world.chatOf.set(started.userMessage.id, started.conversation.id);
  world.learn({
    [`message/${started.userMessage.id}`]: started.userMessage.text,
    [`chat/${started.conversation.id}`]: 'there',
  });
}

export async function upload(world: World, content: string): Promise<string | null> {
  const bytes = Buffer.from(content);
  const begun = await world.call('files.begin', { name: 'storm.json', bytes: bytes.length });
  if (begun === null) return null;
  for (let offset = 0; offset < bytes.length; offset += begun.partBytes) {
    const data = bytes.subarray(offset, offset + begun.partBytes).toString('base64');
    if ((await world.call('files.part', { fileId: begun.fileId, offset, data })) === null) return null;
  }
  return begun.fileId;
}

export async function importFile(world: World, how: 'apply' | 'cancel' | 'undo'): Promise<void> {
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
    ({ name, payload }) =>
      name === 'import-changed' && payload.importId === importId && payload.state !== 'running',
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

export async function startRun(world: World): Promise<string | null> {
  const teamId = world.pick('team');
  if (teamId === undefined) return null;
  const started = await world.call('runs.start', {
    teamId,
    conversationId: null,
    task: `Task ${world.number()}`,
    record: true,
  });
  if (started === null) return null;
  world.chatOf.set(started.run.id, started.conversation.id);
  world.learn({ [`run/${started.run.id}`]: 'there', [`chat/${started.conversation.id}`]: 'there' });
  return started.run.id;
}

/** Steps into a run as it comes; most is refused in the state that the run is in. */
export function steppingIn(call: (world: World, runId: string) => Promise<unknown>): Operation {
  return async (world) => {
    const runId = world.random.chance(0.5) ? await startRun(world) : (world.pick('run') ?? null);
    if (runId !== null) await call(world, runId);
  };
}

export async function purge(world: World): Promise<void> {
  const id = world.pick('memory');
  if (id === undefined) return;
  const gone = { [`memory/${id}`]: null, [`pinned/${id}`]: null, [`forgotten/${id}`]: null };
  const chats = world.random.chance(0.3);
  // The words can stand in any message.
  if (chats && world.ids('message').length > 0) return;
  await world.call('memories.purge', { target: { ids: [id] }, chats }, gone);
}

export async function makeBackup(world: World): Promise<void> {
  const facts = new Map(world.facts);
  const made = await world.call('backups.make', {});
  if (made !== null) world.backups.set(made.backup.name, facts);
}

export async function restore(world: World): Promise<void> {
  if (world.backups.size === 0) await makeBackup(world);
  const name = world.random.pick([...world.backups.keys()]);
  const facts = name === undefined ? undefined : world.backups.get(name);
  if (name === undefined || facts === undefined) return;
  await world.call('backups.restore', { name }, {}, { restores: facts });
}

/** Deletes a chat, or deletes it and brings it back: then nothing of it may be missing. */
export async function deleteChat(world: World): Promise<void> {
  const gone = lostWithChat(world);
  if (gone === null) return;
  const { id, changes } = gone;
  const back = Object.fromEntries(Object.keys(changes).map((key) => [key, world.facts.get(key) ?? null]));
  const deleted = await world.call('conversations.delete', { id }, changes);
  if (deleted !== null && world.random.chance(0.5)) await world.call('conversations.restore', { id }, back);
}

export async function removeChat(world: World): Promise<void> {
  const gone = lostWithChat(world);
  if (gone !== null) await world.call('conversations.remove', { id: gone.id }, gone.changes);
}

/** A chat, and what is not there any more without it; null while there are few. */
function lostWithChat(world: World): { id: string; changes: Record<string, null> } | null {
  const id = world.pick('chat');
  if (id === undefined || world.ids('chat').length < 4) return null;
  const within = ['message', 'run'].flatMap((kind) =>
    world
      .ids(kind)
      .flatMap((each) => (world.chatOf.get(each) === id ? [[`${kind}/${each}`, null] as const] : [])),
  );
  // Of the title and the draft of some chats nothing is known, so nothing is known of them after they are brought back either.
  const own = ['chat', 'title', 'draft'].flatMap((kind) =>
    world.facts.has(`${kind}/${id}`) ? [[`${kind}/${id}`, null] as const] : [],
  );
  return { id, changes: Object.fromEntries([...own, ...within]) };
}

/** Attaches a file; null when that failed. */
export async function attach(world: World, content: string): Promise<string | null> {
  const bytes = Buffer.from(content);
  const begun = await world.call('attachments.begin', { name: 'storm.txt', bytes: bytes.length });
  if (begun === null) return null;
  const { uploadId } = begun;
  const sent = await world.call('attachments.part', { uploadId, offset: 0, data: bytes.toString('base64') });
  const finished = sent === null ? null : await world.call('attachments.finish', { uploadId });
  return finished?.attachment.id ?? null;
}

export async function sendAttached(world: World): Promise<void> {
  const attachmentId = await attach(world, `In the storm, file ${world.number()} was attached.`);
  if (attachmentId !== null) await send(world, null, [attachmentId]);
}

/** Another program that may use the memory. */
export async function addClient(world: World): Promise<void> {
  const made = await world.call('clients.add', { name: `Program ${world.number()}` });
  if (made !== null) world.learn({ [`client/${made.client.id}`]: made.client.name });
}
