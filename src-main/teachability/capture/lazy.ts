/** Computes a value on first use, so that the start of the app does not wait for it. */
export function lazy<Value>(workOut: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: workOut() };
    return made.value;
  };
}
