import type { Settings } from '../../shared/settings.ts';

/** What the user chose of how the page looks, beside the theme. */
export type Looks = Pick<Settings, 'accent' | 'density' | 'textSize'>;

const KEY = 'tutee.looks';
const usual: Looks = { accent: 'teal', density: 'comfortable', textSize: 'normal' };

/** Sets the attributes that the tokens in tokens.css depend on. */
export function applyLooks({ accent, density, textSize }: Looks): void {
  // There is none where the stores are tested.
  if (typeof document === 'undefined') return;
  Object.assign(document.documentElement.dataset, { accent, density, textSize });
}

/** The looks of the last visit, which avoid a flash of other ones before the settings are loaded. */
export function storedLooks(): Looks {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return { ...usual, ...(typeof stored === 'object' ? stored : {}) };
  } catch {
    return usual;
  }
}

export function storeLooks({ accent, density, textSize }: Looks): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ accent, density, textSize }));
  } catch {
    // Without storage, the next start shows the usual looks for a moment.
  }
}

/** The size of a rem now, in px. */
export function remInPixels(): number {
  if (typeof document === 'undefined') return 16;
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
