/**
 * Agents and teams that are open to be changed. A draft outlives its page, so that nothing is lost by looking at something
 * else; it is checked by the main side a moment after each change.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Component, Fault, Json, Path } from '../../features/agents/component/component-json.ts';
import { isComponent, valueAt, withValue } from '../../features/agents/component/component-json.ts';
import type { Rename } from '../../features/agents/component/renamed.ts';
import { renamed, withRename } from '../../features/agents/component/renamed.ts';
import { showUndo, withdrawUndo } from '../page/toast-store.ts';

export interface TeamDraft {
  readonly name: string;
  readonly component: Component;
  /** As it is saved, or as it began; null: it has never been saved. */
  readonly saved: SavedVersion | null;
  readonly faults: readonly Fault[];
  /** JSON that was typed and cannot be read yet; null: the text is that of the component. */
  readonly unread: string | null;
  /** Who has another name than is saved. */
  readonly renames: readonly Rename[];
  readonly saving: boolean;
  /** Why it could not be saved although nothing in it is wrong: somebody else changed or deleted it. */
  readonly refusal: ErrorData | null;
}

interface SavedVersion {
  readonly name: string;
  readonly component: Component;
  /** Null: it came with Tutee. */
  readonly updatedAt: number | null;
}

interface TeamDraftsState {
  /** By the id of what is changed; new ones by an id of their own. */
  readonly drafts: ReadonlyMap<string, TeamDraft>;
  readonly failures: ReadonlyMap<string, ErrorData>;
}

export const useTeamDrafts = create<TeamDraftsState>(() => ({ drafts: new Map(), failures: new Map() }));

/** After a change, in ms. */
const CHECK_AFTER = 250;
const NEW = 'new-';
/** Leaves room for what a copy's name ends with. */
const LONGEST_NAME = 190;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function isChanged({ name, component, saved, unread }: TeamDraft): boolean {
  return saved === null || unread !== null || saved.name !== name || saved.component !== component;
}

/** Whether something in it is wrong, as far as is known. */
export function hasFaults(key: string): boolean {
  return (useTeamDrafts.getState().drafts.get(key)?.faults.length ?? 0) > 0;
}

/** Whether saving makes a new one: of a gallery team that is a copy. */
export function isNew(key: string): boolean {
  return key.startsWith(NEW) || key.startsWith('gallery:');
}

function put(key: string, draft: TeamDraft): void {
  useTeamDrafts.setState(({ drafts }) => ({ drafts: new Map(drafts).set(key, draft) }));
}

function update(key: string, changes: Partial<TeamDraft>): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft !== undefined) put(key, { ...draft, ...changes });
}

/** Begins a new one; answers its key. */
export function beginTeam(name: string, component: Component): string {
  const key = `${NEW}${crypto.randomUUID()}`;
  put(key, { ...untouched, name, component, saved: null });
  checkSoon(key);
  return key;
}

const untouched = { faults: [], unread: null, renames: [], saving: false, refusal: null } as const;

const unreadable: ErrorData = {
  code: 'invalid_input',
  fault: 'user',
  message: 'This is no agent or team that this Tutee can read. Export it and look at its JSON.',
};

/** Loads what is to be looked at or changed, unless it is open. */
export async function openTeam(key: string): Promise<void> {
  if (useTeamDrafts.getState().drafts.has(key)) return;
  const result = await client.call('agents.get', { id: key });
  if (useTeamDrafts.getState().drafts.has(key)) return;
  receive(key, result);
}

type Got = Awaited<ReturnType<typeof client.call<'agents.get'>>>;

/** What is saved, as it is to be looked at. */
function receive(key: string, result: Got): void {
  const { failures } = useTeamDrafts.getState();
  const others = new Map(failures);
  if (!result.ok) useTeamDrafts.setState({ failures: others.set(key, result.error) });
  else {
    others.delete(key);
    useTeamDrafts.setState({ failures: others });
    const { name, component, updatedAt } = result.value.team;
    if (!isComponent(component)) {
      useTeamDrafts.setState({ failures: new Map(others).set(key, unreadable) });
      return;
    }
    put(key, { ...untouched, name, component, saved: { name, component, updatedAt } });
    checkSoon(key);
  }
}

export function nameTeam(key: string, name: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft !== undefined) update(key, { name, faults: faultsOfRest(draft) });
}

/** What was wrong with the name is not wrong with another one. */
function faultsOfRest({ faults }: TeamDraft): TeamDraft['faults'] {
  return faults.filter(({ path }) => path !== 'name');
}

/** Puts another component in the place of a draft's. */
export function replaceComponent(key: string, component: Component): void {
  update(key, { component, unread: null });
  checkSoon(key);
}

/** Changes one value; undefined takes it away. */
export function changeComponent(key: string, path: Path, value: Json | undefined): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft !== undefined) replaceComponent(key, withValue(draft.component, path, value));
}

/** Gives another name to who stands at a path, wherever it is called by the old one. */
export function renameIn(key: string, path: Path, name: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return;
  const from = valueAt(draft.component, [...path, 'config', 'name']);
  if (typeof from === 'string') update(key, { renames: withRename(draft.renames, { from, to: name }) });
  replaceComponent(key, renamed(draft.component, path, name));
}

/** A change that can be taken back with one press. */
export function changeWithUndo(key: string, component: Component, done: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return;
  replaceComponent(key, component);
  showUndo(done, () => replaceComponent(key, draft.component), { type: 'draft', id: key });
}

/** JSON as it is typed. What is a component is taken at once. */
export function typeJson(key: string, text: string): void {
  const parsed = parse(text);
  if (isComponent(parsed)) replaceComponent(key, parsed);
  else update(key, { unread: text });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Back to what is saved, with Undo. */
export function discardChanges(key: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined || draft.saved === null) return;
  const { name, component } = draft.saved;
  const faults = faultsOfRest(draft);
  put(key, { ...draft, name, component, faults, unread: null, renames: [], refusal: null });
  checkSoon(key);
  undoTo('Changes discarded.', key, draft);
}

function undoTo(done: string, key: string, draft: TeamDraft): void {
  const back = (): void => {
    put(key, draft);
    checkSoon(key);
  };
  showUndo(done, back, { type: 'draft', id: key });
}

export function dropDraft(key: string): void {
  clearTimeout(timers.get(key));
  timers.delete(key);
  useTeamDrafts.setState(({ drafts }) => {
    const others = new Map(drafts);
    others.delete(key);
    return { drafts: others };
  });
}

/** Saves. Answers the id under which it is; null when it was refused: the draft then has the faults. */
export async function saveTeam(key: string): Promise<string | null> {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return null;
  return save(key, draft, isNew(key) ? null : key);
}

/** Saves a draft as a new one beside what is saved; answers as `saveTeam`. What it began with is as it is saved again. */
export async function saveCopy(key: string): Promise<string | null> {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return null;
  return save(key, { ...draft, name: `${draft.name.slice(0, LONGEST_NAME)} (copy)` }, null);
}

async function save(key: string, draft: TeamDraft, id: string | null): Promise<string | null> {
  const { name, component, saved, renames } = draft;
  const basedOn = id === null ? null : (saved?.updatedAt ?? null);
  update(key, { saving: true, refusal: null });
  const result = await client.call('agents.save', {
    id,
    name,
    component: sent(component),
    ...(basedOn !== null && { basedOn }),
    // A copy is another team, with memories of its own.
    ...(id !== null && { renamed: renames.filter(({ from, to }) => from !== '' && to !== '') }),
  });
  update(key, { saving: false });
  if (!result.ok) {
    const { error } = result;
    if (error.code === 'changed_since' || error.code === 'not_found') update(key, { refusal: error });
    else await receiveRefusal(key, error);
    return null;
  }
  const { team } = result.value;
  const version = { name, component, updatedAt: team.updatedAt };
  const current = useTeamDrafts.getState().drafts.get(key);
  if (team.id === key)
    update(key, {
      saved: version,
      renames: [],
      ...(current !== undefined && { faults: faultsOfRest(current) }),
    });
  else {
    dropDraft(key);
    put(team.id, { ...untouched, name, component, saved: version });
  }
  return team.id;
}

/** Saving says one fault; all of them are shown. */
async function receiveRefusal(key: string, { field = '', message }: ErrorData): Promise<void> {
  update(key, { faults: [{ path: field, message }] });
  if (field !== 'name') await check(key);
}

/** Puts what somebody else saved in the place of a draft, with Undo. */
export async function loadTheirs(key: string): Promise<void> {
  const draft = useTeamDrafts.getState().drafts.get(key);
  const result = await client.call('agents.get', { id: key });
  if (draft === undefined) return;
  if (!result.ok) {
    update(key, { refusal: result.error });
    return;
  }
  receive(key, result);
  // Taken back, it is a change of the version that is there now: saving it is meant then.
  const saved = useTeamDrafts.getState().drafts.get(key)?.saved ?? draft.saved;
  undoTo('The saved version is loaded.', key, { ...draft, saved, refusal: null });
}

/** Something saved was changed, here or in another window: what is open and has no changes of its own is shown as it is now. */
export async function refreshDrafts(): Promise<void> {
  const open = [...useTeamDrafts.getState().drafts].filter(([key]) => !isNew(key));
  for (const [key] of open) {
    const result = await client.call('agents.get', { id: key });
    if (!result.ok && result.error.code === 'not_found')
      withdrawUndo(({ type, id }) => type === 'draft' && id === key);
    const draft = useTeamDrafts.getState().drafts.get(key);
    if (!result.ok || draft === undefined || draft.saving || isChanged(draft)) continue;
    if (draft.saved?.updatedAt !== result.value.team.updatedAt) receive(key, result);
  }
}

function checkSoon(key: string): void {
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => void check(key), CHECK_AFTER),
  );
}

async function check(key: string): Promise<void> {
  const component = useTeamDrafts.getState().drafts.get(key)?.component;
  if (component === undefined) return;
  const result = await client.call('agents.check', { component: sent(component) });
  const draft = useTeamDrafts.getState().drafts.get(key);
  // A change made meanwhile has its own check on the way.
  if (!result.ok || draft?.component !== component) return;
  // A component has no such name: what saving found wrong with the draft's stays until it is changed.
  const ofName = draft.faults.filter(({ path }) => path === 'name');
  update(key, { faults: [...ofName, ...(result.value.ok ? [] : result.value.faults)] });
}

/** The page's components are read-only; on the wire they are plain JSON. */
function sent(component: Component): CommandInput<'agents.check'>['component'] {
  return component as unknown as CommandInput<'agents.check'>['component'];
}
