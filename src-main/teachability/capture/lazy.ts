/** Works something out when it is first asked for: the start of the app need not wait for it. */
export function lazy<Value>(workOut: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: workOut() };
    return made.value;
  };
}
