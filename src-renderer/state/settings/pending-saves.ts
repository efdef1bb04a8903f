/** Saves that are on their way. A field saves when it is left, which the press of the next button does. */
const pending = new Set<Promise<unknown>>();

export function pendingSave<T>(save: Promise<T>): Promise<T> {
  pending.add(save);
  void save.finally(() => pending.delete(save));
  return save;
}

/** Resolves when all that is being saved now has arrived, or has failed. */
export async function savesDone(): Promise<void> {
  await Promise.allSettled(pending);
}
