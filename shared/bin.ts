/** How long a deleted memory, project, agent or team can be brought back, in ms. */
export const BIN_TIME = 30 * 24 * 60 * 60 * 1_000;

/** How long a deleted run can be brought back, in ms: as long as its Undo can be on the page. */
export const RUN_BIN_TIME = 60_000;

/** Where deleted things of one kind are until they are gone for good; what is in it is to be had nowhere else. */
export interface Bin {
  /** False when there is no such thing. */
  delete(id: string, at: number): boolean;
  /** False when it was not deleted, or is gone for good. */
  restore(id: string): boolean;
}
