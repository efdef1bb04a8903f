/** What the files room needs of the others; compose-files.ts connects it. */
import type { FolderOwner } from '#shared/tools/allowed-folder.ts';
import type { ToolPermission } from '#shared/tools/tool-server.ts';

/** A folder that the user allowed, as it is stored. */
export interface StoredFolder {
  readonly id: string;
  readonly owner: FolderOwner;
  readonly name: string;
  /** Absolute, without links. */
  readonly path: string;
  readonly mayWrite: boolean;
  /** In ms since 1970 UTC. */
  readonly createdAt: number;
}

export interface AllowedFolderStore {
  /** In the order in which they were added. */
  list(): StoredFolder[];
  /** Inserts it, or updates whether its files may be changed. */
  put(folder: StoredFolder): void;
  delete(id: string): void;
  /** What the user decided about Tutee's own tools, by name. */
  permissions(): ReadonlyMap<string, ToolPermission>;
  permit(tool: string, permission: ToolPermission): void;
}
