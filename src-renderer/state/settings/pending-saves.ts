/** Saves in progress. A field saves on blur, which the click on the next button causes. */
const pending = new Set<Promise<unknown>>();

export function pendingSave<T>(save: Promise<T>): Promise<T> {
  pending.add(save);
  void save.finally(() => pending.delete(save));
  return save;
}

/** Resolves when all saves that are pending now have settled. */
export async function pendingSavesSettled(): Promise<void> {
  await Promise.allSettled(pending);
}
