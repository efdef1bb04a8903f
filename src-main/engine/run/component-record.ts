/** What an object was made of, for writing it as a component. */
export interface ComponentRecord {
  readonly provider: string;
  /** By the keys of the provider's config; with parts as they are, undefined for what was left out. */
  readonly config: Readonly<Record<string, unknown>>;
}

const records = new WeakMap<object, ComponentRecord>();

/** To be called at the end of a constructor. Does nothing for a subclass, which may be another thing. */
export function recordComponent(
  made: object,
  { prototype }: { readonly prototype: object },
  provider: string,
  config: object,
): void {
  if (Object.getPrototypeOf(made) === prototype) records.set(made, { provider, config: { ...config } });
}

export function componentRecordOf(made: object): ComponentRecord | null {
  return records.get(made) ?? null;
}
