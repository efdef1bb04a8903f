/**
 * Agents and teams that are open to be changed. A draft outlives its page, so that nothing is lost by looking at something
 * else; it is checked by the main side a moment after each change.
 */
import { create } from 'zustand';
import { client } from '../client/client.ts';
import type { CommandInput } from '../../shared/contract/commands.ts';
import type { ErrorData } from '../../shared/errors.ts';
import type { Component, Fault, Json, Path } from '../features/agents/component/component-json.ts';
import { isComponent, withValue } from '../features/agents/component/component-json.ts';
import { showUndo } from './toast-store.ts';

export interface TeamDraft {
  readonly name: string;
  readonly component: Component;
  /** As it is saved, or as it began; null: it has never been saved. */
  readonly saved: { readonly name: string; readonly component: Component } | null;
  readonly faults: readonly Fault[];
  /** JSON that was typed and cannot be read yet; null: the text is that of the component. */
  readonly unread: string | null;
  readonly saving: boolean;
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
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export function isChanged({ name, component, saved, unread }: TeamDraft): boolean {
  return saved === null || unread !== null || saved.name !== name || saved.component !== component;
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
  put(key, { name, component, saved: null, faults: [], unread: null, saving: false });
  checkSoon(key);
  return key;
}

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
  const { failures } = useTeamDrafts.getState();
  const others = new Map(failures);
  if (!result.ok) useTeamDrafts.setState({ failures: others.set(key, result.error) });
  else {
    others.delete(key);
    useTeamDrafts.setState({ failures: others });
    const { name, component } = result.value.team;
    if (!isComponent(component)) {
      useTeamDrafts.setState({ failures: new Map(others).set(key, unreadable) });
      return;
    }
    put(key, { name, component, saved: { name, component }, faults: [], unread: null, saving: false });
    checkSoon(key);
  }
}

export function nameTeam(key: string, name: string): void {
  update(key, { name });
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

/** A change that can be taken back with one press. */
export function changeWithUndo(key: string, component: Component, done: string): void {
  const draft = useTeamDrafts.getState().drafts.get(key);
  if (draft === undefined) return;
  replaceComponent(key, component);
  showUndo(done, () => replaceComponent(key, draft.component));
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
  put(key, { ...draft, ...draft.saved, unread: null });
  checkSoon(key);
  showUndo('Changes discarded.', () => {
    put(key, draft);
    checkSoon(key);
  });
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
  const { name, component } = draft;
  update(key, { saving: true });
  const result = await client.call('agents.save', {
    id: isNew(key) ? null : key,
    name,
    component: sent(component),
  });
  update(key, { saving: false });
  if (!result.ok) {
    update(key, { faults: [{ path: result.error.field ?? '', message: result.error.message }] });
    return null;
  }
  const { team } = result.value;
  if (team.id === key) update(key, { saved: { name, component } });
  else {
    dropDraft(key);
    put(team.id, { ...draft, saved: { name, component }, saving: false, faults: [] });
  }
  return team.id;
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
  // A change made meanwhile has its own check on the way.
  if (!result.ok || useTeamDrafts.getState().drafts.get(key)?.component !== component) return;
  update(key, { faults: result.value.ok ? [] : result.value.faults });
}

/** The page's components are read-only; on the wire they are plain JSON. */
function sent(component: Component): CommandInput<'agents.check'>['component'] {
  return component as unknown as CommandInput<'agents.check'>['component'];
}
