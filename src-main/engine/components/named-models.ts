/** Every model that a component names, wherever in it, each once. Reads anything: what cannot be built too. */
export function namedModels(component: unknown): string[] {
  const found = new Set<string>();
  const left: unknown[] = [component];
  for (let at = 0; at < left.length; at += 1) {
    const value = left[at];
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'model' || key === 'models') for (const name of textsIn(inner)) found.add(name);
      // The form of an answer is a schema of somebody else's words, in which “model” may be anything.
      if (key !== 'outputFormat') left.push(inner);
    }
  }
  return [...found];
}

function textsIn(value: unknown): string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}
