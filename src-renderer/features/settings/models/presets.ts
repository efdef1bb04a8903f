import { presetAt, presets } from '../../../../shared/models/presets.ts';

/** Services are told apart from programs on the user's machine. */
export const services = presets.filter(({ local }) => !local);
export const programs = presets.filter(({ local }) => local);

/** The name of a kind of server; the kind itself for one that has no preset. */
export function presetName(kind: string): string {
  return presets.find((preset) => preset.kind === kind)?.name ?? kind;
}

/** The kind of the preset at an address, when it is the preset's own address; null: none. */
export function presetOf(baseUrl: string): string | null {
  const address = baseUrl
    .trim()
    .replace(/(?<!\/)\/+$/, '')
    .replace('//localhost', '//127.0.0.1');
  const preset = presetAt(address);
  return preset?.baseUrl === address ? preset.kind : null;
}
