/** How long a deleted memory, project, agent or team can be restored, in ms. */
export const BIN_TIME = 30 * 24 * 60 * 60 * 1_000;

/** How long a deleted run or chat can be restored, in ms: as long as the page can show its Undo. */
export const UNDO_BIN_TIME = 60_000;

/** Holds deleted items of one kind until they are purged. */
export interface Bin {
  /** False when there is no such item. `at` in ms since 1970. */
  delete(id: string, at: number): boolean;
  /** False when it was not deleted or was purged. */
  restore(id: string): boolean;
}
