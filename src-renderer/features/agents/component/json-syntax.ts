import { isComponent } from './component-json.ts';
import { t } from '../../../language/translate.ts';

export interface JsonFault {
  readonly message: string;
  /** Index into the text; null when the fault has no position. */
  readonly position: number | null;
}

/** Explains why a text is not an agent or team; null when it is one. */
export function findJsonFault(text: string): JsonFault | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isComponent(parsed)) return null;
    return {
      message: t('An agent or a team is an object with “provider”, “version” and “config”.'),
      position: null,
    };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : '';
    return {
      message: notJson(withoutPosition(reason)),
      position: positionIn(reason, text),
    };
  }
}

function notJson(reason: string): string {
  return reason === '' ? t('This is not JSON yet.') : t('This is not JSON yet. {{reason}}', { reason });
}

/** The browser's message without its position, which is shown as a line number. */
function withoutPosition(reason: string): string {
  const words = reason.replace(/ in JSON at position.*$| at position \d+.*$|, "?\.{3}.*$/s, '');
  return words === '' ? '' : `${words}.`;
}

function positionIn(reason: string, text: string): number | null {
  const found = /position (\d+)/.exec(reason)?.[1];
  if (found !== undefined) return Math.min(Number(found), text.length);
  return reason.includes('end of JSON') ? text.length : null;
}
