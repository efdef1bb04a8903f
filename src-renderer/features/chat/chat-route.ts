/** The chat that the page shows: an existing one, or a new one that begins with its first message. */
export type ChatRoute =
  /** `projectId` is null for a chat outside projects. */
  | { readonly type: 'new'; readonly projectId: string | null }
  | { readonly type: 'temporary' }
  | { readonly type: 'conversation'; readonly id: string };

/** The key under which a chat's draft is stored. */
export function draftKeyOf(route: ChatRoute): string {
  if (route.type === 'conversation') return route.id;
  return route.type === 'new' && route.projectId !== null ? `new ${route.projectId}` : route.type;
}
