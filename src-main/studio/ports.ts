/**
 * What agents in the app need from the rest of Tutee; joined in compose.ts. Owns saved agents and teams, and their runs in
 * chats. It knows the engine, which runs them, and the chats they speak in; never the page, a shell or SQL.
 */

/** A saved agent or team. */
export interface StoredTeam {
  readonly id: string;
  readonly name: string;
  readonly component: unknown;
  readonly updatedAt: number;
}

export interface TeamStore {
  /** Last changed first. */
  list(): StoredTeam[];
  get(id: string): StoredTeam | undefined;
  /** Adds it, or takes the place of the one with this id. */
  put(team: StoredTeam): void;
  /** False when it is not there. */
  delete(id: string, at: number): boolean;
  /** False when it was not deleted, or is gone for good. */
  restore(id: string): boolean;
  /** What was deleted before this moment is gone for good. */
  emptyBin(before: number): void;
}
