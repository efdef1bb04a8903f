/** Faults of a component, and where they belong in the forms and in the JSON text. */
import type { Fault, Path } from './component-json.ts';

export function parsePath(path: string): Path {
  return path === '' ? [] : path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

export function textOfPath(path: Path): string {
  return path.join('.');
}

/** Whether a path is at or below another. */
export function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, index) => path[index] === key);
}

/** The faults at or below a path. */
export function faultsWithin(faults: readonly Fault[], place: Path): readonly Fault[] {
  return faults.filter(({ path }) => isWithin(parsePath(path), place));
}

/** The faults at or below a path, except those in config keys that have a field of their own (`shown`). */
export function faultsAround(
  faults: readonly Fault[],
  place: Path,
  shown: readonly string[],
): readonly Fault[] {
  return faultsWithin(faults, place).filter(({ path }) => {
    const [config, key] = parsePath(path).slice(place.length);
    return config !== 'config' || typeof key !== 'string' || !shown.includes(key);
  });
}
