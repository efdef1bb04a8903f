/** Names of all models in a component, at any depth, without duplicates. Accepts any value, including invalid components. */
export function namedModels(component: unknown): string[] {
  const found = new Set<string>();
  const left: unknown[] = [component];
  for (let at = 0; at < left.length; at += 1) {
    const value = left[at];
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'model' || key === 'models') for (const name of textsIn(inner)) found.add(name);
      // A schema in `outputFormat` may have a property called “model” of its own.
      if (key !== 'outputFormat') left.push(inner);
    }
  }
  return [...found];
}

function textsIn(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}
