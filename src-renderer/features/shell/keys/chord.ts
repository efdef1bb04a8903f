/** Key combinations as text: "Mod+Shift+C", with Mod for Ctrl, and ⌘ on a Mac. Pure. */
import { t } from '../../../language/translate.ts';

export interface KeyPress {
  readonly key: string;
  /** The place of the key; what is typed with Alt on a Mac says nothing of it. */
  readonly code?: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const modifiers = new Set([
  'Control',
  'Meta',
  'Alt',
  'Shift',
  'AltGraph',
  'CapsLock',
  'Dead',
  'Process',
  'Unidentified',
]);

/** The combination of a key press; null while only modifiers are held. */
export function chordOf(press: KeyPress): string | null {
  if (modifiers.has(press.key)) return null;
  const place = press.altKey ? /^(?:Key|Digit)([A-Z0-9])$/.exec(press.code ?? '')?.[1] : undefined;
  const key =
    place ?? (press.key === ' ' ? 'Space' : press.key.length === 1 ? press.key.toUpperCase() : press.key);
  // Shift is part of a sign such as "?" already, on every keyboard in another place.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && !/^\d$/.test(key);
  const held = [
    press.ctrlKey || press.metaKey ? 'Mod' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !isSign ? 'Shift' : '',
  ];
  return [...held.filter((name) => name !== ''), key].join('+');
}

const onMac: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };
const named: Readonly<Record<string, string>> = {
  Mod: t('Ctrl'),
  Shift: t('Shift'),
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: t('Esc'),
  Space: t('Space'),
  PageUp: t('Page Up'),
  PageDown: t('Page Down'),
};

/** "Ctrl Shift C", on a Mac "⌘ ⇧ C". */
export function chordLabel(chord: string, mac = isMac()): string {
  return partsOf(chord)
    .map((part) => (mac ? onMac[part] : undefined) ?? named[part] ?? part)
    .join(' ');
}

/** "Ctrl N or Alt N" */
export function eitherLabel(labels: readonly string[]): string {
  return labels.reduce((keys, otherKeys) => t('{{keys}} or {{otherKeys}}', { keys, otherKeys }));
}

/** "+" is a key too. */
function partsOf(chord: string): string[] {
  return chord.endsWith('++')
    ? [...chord.slice(0, -2).split('+'), '+']
    : chord === '+'
      ? ['+']
      : chord.split('+');
}

/** Whether it has a modifier other than Shift, or is a key that types nothing. */
export function typesNothing(chord: string): boolean {
  const parts = partsOf(chord);
  return (
    parts.includes('Mod') ||
    parts.includes('Alt') ||
    /^(?:F\d{1,2}|Escape|Delete|Insert)$/.test(parts.at(-1) ?? '')
  );
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');
}
