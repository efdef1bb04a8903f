/**
 * Open drafts of agents and teams. A draft outlives its page, so that leaving the page loses nothing; the main
 * process validates it shortly after each change.
 */
import { create } from 'zustand';
import { client } from '../../client/client.ts';
import type { CommandInput } from '../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import type { Component, Fault, Json, Path } from '../../features/agents/component/component-json.ts';
import { isComponent, valueAt, withValue } from '../../features/agents/component/component-json.ts';
import type { Rename } from '../../features/agents/component/rename-participant.ts';
import { renameParticipant, withRename } from '../../features/agents/component/rename-participant.ts';
import { showUndo, withdrawUndo } from '../page/toast-store.ts';
import { t } from '../../language/translate.ts';

export interface TeamDraft {
  readonly name: string;
  readonly component: Component;
  /** The saved version, or the initial one; null: never saved. */
  readonly saved: SavedVersion | null;
  readonly faults: readonly Fault[];
  /** JSON text that does not parse yet; null: the text matches the component. */
  readonly invalidJson: string | null;
  /** Participants whose names differ from the saved version. */
  readonly renames: readonly Rename[];
  readonly saving: boolean;
  /** Why a valid draft could not be saved: it was changed or deleted elsewhere. */
  readonly conflict: ErrorData | null;
}

interface SavedVersion {
  readonly name: string;
  readonly component: Component;
  /** Null: it is from the gallery. */
  readonly updatedAt: number | null;
}

interface TeamDraftsState {
  /** By id; new drafts have an id of their own. */
  readonly drafts: ReadonlyMap<string, TeamDraft>;
  readonly failures: ReadonlyMap<string, ErrorData>;
}

export const useTeamDrafts = create<TeamDraftsState>(() => ({ drafts: new Map(), failures: new Map() }));

/** Delay of the validation after a change, in ms. */
const CHECK_DELAY_MS = 250;
const NEW = 'new-';
/** Leaves room for the suffix of a copy's name. */
const MAX_NAME_LENGTH = 190;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function isChanged({ name, component, saved, invalidJson }: TeamDraft): boolean {
  return saved === null || invalidJson !== null || saved.name !== name || saved.component !== component;
}

/** Whether the draft has known faults. */
export function hasFaults(key: string): boolean {
  return (useTeamDrafts.getState().drafts.get(key)?.faults.length ?? 0) > 0;
}

/** Whether saving creates a new team; saving a gallery team creates a copy. */
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

/** Creates a draft and returns its key. */
export function newTeamDraft(name: string, component: Component): string {
  const key = `${NEW}${crypto.randomUUID()}`;
  put(key, { ...cleanState, name, component, saved: null });
  scheduleCheck(key);
  return key;
}

const cleanState = { faults: [], invalidJson: null, renames: [], saving: false, conflict: null } as const;

const unreadable: ErrorData = {
  code: 'invalid_input',
  fault: 'user',
  message: t('This is no agent or team that this Tutee can read. Export it and look at its JSON.'),
};

/** Loads a team into a draft, unless one is open. */
export async function openTeam(key: string): Promise<void> {
  if (useTeamDrafts.getState().drafts.has(key)) return;
  const result = await client.call('agents.get', { id: key });
  if (useTeamDrafts.getState().drafts.has(key)) return;
  receive(key, result);
}

type GetResult = Awaited<ReturnType<typeof client.call<'agents.get'>>>;

/** Puts the saved version into a draft. */
function receive(key: string, result: GetResult): void {
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
    put(key, { ...cleanState, name, component, saved: { name, component, updatedAt } });
    scheduleCheck(key);
  }
}

export function setTeamName(key: string, name: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft !== undefined) update(key, { name, faults: withoutNameFaults(draft) });
}

/** Drops faults of the name, which do not apply to another name. */
function withoutNameFaults({ faults }: TeamDraft): TeamDraft['faults'] {
  return faults.filter(({ path }) => path !== 'name');
}

/** Replaces the component of a draft. */
export function replaceComponent(key: string, component: Component): void {
  update(key, { component, invalidJson: null });
  scheduleCheck(key);
}

/** Sets one value; undefined removes it. */
export function changeComponent(key: string, path: Path, value: Json | undefined): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft !== undefined) replaceComponent(key, withValue(draft.component, path, value));
}

/** Renames the participant at a path and updates references to it. */
export function renameIn(key: string, path: Path, name: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return;
  const from = valueAt(draft.component, [...path, 'config', 'name']);
  if (typeof from === 'string') update(key, { renames: withRename(draft.renames, { from, to: name }) });
  replaceComponent(key, renameParticipant(draft.component, path, name));
}

/** Changes a draft and offers Undo. */
export function changeWithUndo(key: string, component: Component, done: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return;
  replaceComponent(key, component);
  showUndo(done, () => replaceComponent(key, draft.component), { type: 'draft', id: key });
}

/** Applies JSON text as typed; a valid component applies at once. */
export function setJson(key: string, text: string): void {
  const parsed = parse(text);
  if (isComponent(parsed)) replaceComponent(key, parsed);
  else update(key, { invalidJson: text });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Reverts to the saved version, with Undo. */
export function discardChanges(key: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined || draft.saved === null) return;
  const { name, component } = draft.saved;
  const faults = withoutNameFaults(draft);
  put(key, { ...draft, name, component, faults, invalidJson: null, renames: [], conflict: null });
  scheduleCheck(key);
  offerUndoTo(t('Changes discarded.'), key, draft);
}

function offerUndoTo(done: string, key: string, draft: TeamDraft): void {
  const back = (): void => {
    put(key, draft);
    scheduleCheck(key);
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

/** Saves a draft. Resolves to its id, or to null when it was refused; the draft then has the faults. */
export async function saveTeam(key: string): Promise<string | null> {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return null;
  return save(key, draft, isNew(key) ? null : key);
}

/** Saves a draft as a new team; resolves like `saveTeam`. The original reverts to its saved version. */
export async function saveCopy(key: string): Promise<string | null> {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return null;
  return save(
    key,
    { ...draft, name: t('{{name}} (copy)', { name: draft.name.slice(0, MAX_NAME_LENGTH) }) },
    null,
  );
}

async function save(key: string, draft: TeamDraft, id: string | null): Promise<string | null> {
  const { name, component, saved, renames } = draft;
  const basedOn = id === null ? null : (saved?.updatedAt ?? null);
  update(key, { saving: true, conflict: null });
  const result = await client.call('agents.save', {
    id,
    name,
    component: toWire(component),
    ...(basedOn !== null && { basedOn }),
    // A copy is another team with its own memories.
    ...(id !== null && { renamed: renames.filter(({ from, to }) => from !== '' && to !== '') }),
  });
  update(key, { saving: false });
  if (!result.ok) {
    const { error } = result;
    if (error.code === 'changed_since' || error.code === 'not_found') update(key, { conflict: error });
    else await receiveSaveFaults(key, error);
    return null;
  }
  const { team } = result.value;
  const version = { name, component, updatedAt: team.updatedAt };
  const current = useTeamDrafts.getState().drafts.get(key);
  if (team.id === key)
    update(key, {
      saved: version,
      renames: [],
      ...(current !== undefined && { faults: withoutNameFaults(current) }),
    });
  else {
    dropDraft(key);
    put(team.id, { ...cleanState, name, component, saved: version });
  }
  return team.id;
}

/** Saving reports one fault; validate to show all of them. */
async function receiveSaveFaults(key: string, { field = '', message }: ErrorData): Promise<void> {
  update(key, { faults: [{ path: field, message }] });
  if (field !== 'name') await check(key);
}

/** Replaces a draft with the version saved elsewhere, with Undo. */
export async function loadSavedVersion(key: string): Promise<void> {
  const draft = useTeamDrafts.getState().drafts.get(key);
  const result = await client.call('agents.get', { id: key });
  if (draft === undefined) return;
  if (!result.ok) {
    update(key, { conflict: result.error });
    return;
  }
  receive(key, result);
  // After Undo, the draft counts as a change of the new saved version, so that saving it is intended.
  const saved = useTeamDrafts.getState().drafts.get(key)?.saved ?? draft.saved;
  offerUndoTo(t('The saved version is loaded.'), key, { ...draft, saved, conflict: null });
}

/** A saved team changed, here or in another window: updates open drafts that have no changes of their own. */
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

function scheduleCheck(key: string): void {
  clearTimeout(timers.get(key));
  timers.set(
    key,
    setTimeout(() => void check(key), CHECK_DELAY_MS),
  );
}

async function check(key: string): Promise<void> {
  const component = useTeamDrafts.getState().drafts.get(key)?.component;
  if (component === undefined) return;
  const result = await client.call('agents.check', { component: toWire(component) });
  const draft = useTeamDrafts.getState().drafts.get(key);
  // A later change has its own validation pending.
  if (!result.ok || draft?.component !== component) return;
  // The name is not part of the component, so faults of the name stay until it changes.
  const ofName = draft.faults.filter(({ path }) => path === 'name');
  update(key, { faults: [...ofName, ...(result.value.ok ? [] : result.value.faults)] });
}

/** The page's components are readonly; the contract's type is plain JSON. */
function toWire(component: Component): CommandInput<'agents.check'>['component'] {
  return component as unknown as CommandInput<'agents.check'>['component'];
}
