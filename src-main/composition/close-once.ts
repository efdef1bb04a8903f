/** Closes the services in order, once: later calls await the first. */
export function closeOnce(parts: readonly { close(): void | Promise<void> }[]): () => Promise<void> {
  let closed: Promise<void> | null = null;
  const closeAll = async () => {
    for (const part of parts) await part.close();
  };
  return () => (closed ??= closeAll());
}
