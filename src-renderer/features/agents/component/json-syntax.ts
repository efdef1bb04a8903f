import { isComponent } from './component-json.ts';

export interface JsonFault {
  readonly message: string;
  /** Where, as an index into the text; null: nowhere in particular. */
  readonly position: number | null;
}

/** Why a text is no agent or team, in words; null when it is one. */
export function findJsonFault(text: string): JsonFault | null {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isComponent(parsed)) return null;
    return {
      message: 'An agent or a team is an object with “provider”, “version” and “config”.',
      position: null,
    };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : '';
    return { message: `This is not JSON yet. ${plain(reason)}`, position: positionIn(reason, text) };
  }
}

/** What the browser says, without where: that is shown as a line. */
function plain(reason: string): string {
  const words = reason.replace(/ in JSON at position.*$| at position \d+.*$|, "?\.{3}.*$/s, '');
  return words === '' ? '' : `${words}.`;
}

function positionIn(reason: string, text: string): number | null {
  const found = /position (\d+)/.exec(reason)?.[1];
  if (found !== undefined) return Math.min(Number(found), text.length);
  return reason.includes('end of JSON') ? text.length : null;
}
