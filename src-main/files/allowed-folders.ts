/** The folders that the user allowed, where they may be used, and what the user decided about the tools that use them. */
import { lstat, realpath } from 'node:fs/promises';
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { AllowedFolder, FolderOwner, OwnTool } from '#shared/tools/allowed-folder.ts';
import type { ToolPermission } from '#shared/tools/tool-server.ts';
import { checkedPath } from '../disk/checked-path.ts';
import { fileTools } from './file-tools.ts';
import type { UsableFolder } from './find-in-folder.ts';
import type { AllowedFolderStore, StoredFolder } from './ports.ts';

export interface AllowedFolderPorts {
  readonly store: AllowedFolderStore;
  /** Tutee's own data, which cannot be allowed. */
  readonly dataDir: string;
  /** Null: there is no such project or assistant. */
  readonly ownerName: (owner: FolderOwner) => string | null;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  readonly onFailure: (thrown: unknown) => void;
}

/** Where a chat stands. */
export interface FolderPlace {
  readonly projectId: string | null;
  readonly assistantId?: string | undefined;
}

const MOST_FOLDERS = 50;

export class AllowedFolders {
  readonly #ports: AllowedFolderPorts;

  constructor(ports: AllowedFolderPorts) {
    this.#ports = ports;
  }

  /** Those that tools may use in a chat, each by a name of its own. */
  usable({ projectId, assistantId }: FolderPlace): UsableFolder[] {
    const here = this.#ports.store.list().filter(({ owner }) => {
      if (owner.type === 'everywhere') return true;
      return owner.id === (owner.type === 'project' ? projectId : assistantId);
    });
    const byPath = new Map<string, StoredFolder>();
    // Allowed twice: what either allows.
    for (const folder of here) {
      const mayWrite = folder.mayWrite || byPath.get(folder.path)?.mayWrite === true;
      byPath.set(folder.path, { ...folder, mayWrite });
    }
    const names = new Set<string>();
    return [...byPath.values()].map(({ name, path, mayWrite }) => {
      let unique = name;
      for (let number = 2; names.has(unique.toLowerCase()); number += 1) unique = `${name} (${number})`;
      names.add(unique.toLowerCase());
      return { name: unique, path, mayWrite };
    });
  }

  /** Reading is allowed with the folder; what changes files is asked about. */
  permission(tool: string): ToolPermission {
    const decided = this.#ports.store.permissions().get(tool);
    const isWriting = fileTools.some(({ name, writes }) => name === tool && writes);
    return decided ?? (isWriting ? 'ask' : 'always');
  }

  async list(): Promise<{ folders: AllowedFolder[]; tools: OwnTool[] }> {
    const folders = await Promise.all(this.#ports.store.list().map((folder) => this.#view(folder)));
    const tools = fileTools.map(({ name, writes }) => ({ name, writes, permission: this.permission(name) }));
    return { folders, tools };
  }

  /** Throws `invalid_input` with the reason, `not_found` when the owner is gone. */
  async add(given: { path: string; owner: FolderOwner; mayWrite: boolean }): Promise<string> {
    const { owner, mayWrite } = given;
    const { store, dataDir, ownerName, newId, now } = this.#ports;
    if (ownerName(owner) === null)
      throw new TuteeError('not_found', 'That project or assistant is not there any more.', {
        field: 'owner',
      });
    const { path, name } = await checkedPath(given.path, dataDir);
    if (!(await lstat(path)).isDirectory())
      throw new TuteeError('invalid_input', 'That is a file. Allow the folder that it is in.', {
        field: 'path',
      });
    const kept = store.list();
    if (kept.length >= MOST_FOLDERS)
      throw new TuteeError('invalid_input', 'There are 50 folders already. Remove one first.', {
        field: 'path',
      });
    if (kept.some((other) => other.path === path && isSameOwner(other.owner, owner)))
      throw new TuteeError('invalid_input', 'That folder is allowed there already.', { field: 'path' });
    const id = newId();
    store.put({ id, owner, name, path, mayWrite, createdAt: now() });
    this.#announce();
    return id;
  }

  /** Throws `not_found`. */
  update(id: string, mayWrite: boolean): void {
    this.#ports.store.put({ ...this.#need(id), mayWrite });
    this.#announce();
  }

  /** Throws `not_found`. */
  remove(id: string): void {
    this.#ports.store.delete(this.#need(id).id);
    this.#announce();
  }

  /** False for a tool that there is not. */
  permit(tool: string, permission: ToolPermission): boolean {
    if (!fileTools.some(({ name }) => name === tool)) return false;
    this.#ports.store.permit(tool, permission);
    this.#announce();
    return true;
  }

  #need(id: string): StoredFolder {
    const found = this.#ports.store.list().find((folder) => folder.id === id);
    if (found === undefined) throw new TuteeError('not_found', 'That folder is not allowed any more.');
    return found;
  }

  async #view(folder: StoredFolder): Promise<AllowedFolder> {
    const real = await realpath(folder.path).catch(() => null);
    return { ...folder, ownerName: this.#ports.ownerName(folder.owner) ?? '', isThere: real === folder.path };
  }

  #announce(): void {
    this.list().then((all) => this.#ports.publish('folders-changed', all), this.#ports.onFailure);
  }
}

function isSameOwner(one: FolderOwner, other: FolderOwner): boolean {
  if (one.type === 'everywhere' || other.type === 'everywhere') return one.type === other.type;
  return one.type === other.type && one.id === other.id;
}
