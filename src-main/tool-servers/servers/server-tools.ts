import { isDeepStrictEqual } from 'node:util';
import type { ServerTool, ToolDefinition } from '#shared/tools/tool-server.ts';
import type { SeenTool } from '../ports.ts';

/**
 * The tools of a server with what the user decided about them.
 * @param listed as the server describes them now; null: it has not said, so those that the user has seen are shown.
 */
export function serverTools(
  listed: readonly ToolDefinition[] | null,
  seen: ReadonlyMap<string, SeenTool>,
): ServerTool[] {
  if (listed === null)
    return [...seen.values()].map(({ permission, accepted }) => ({
      ...accepted,
      permission,
      review: 'accepted',
      before: null,
    }));
  return listed.map((definition) => {
    const known = seen.get(definition.name);
    if (known === undefined) return { ...definition, permission: 'ask', review: 'new', before: null };
    const { permission, accepted } = known;
    return isDeepStrictEqual(accepted, definition)
      ? { ...definition, permission, review: 'accepted', before: null }
      : { ...definition, permission, review: 'changed', before: accepted.description };
  });
}

/** Whether a model may be told of it: the user has seen it as it is, and has not forbidden it. */
export function isOffered({ review, permission }: ServerTool): boolean {
  return review === 'accepted' && permission !== 'never';
}
