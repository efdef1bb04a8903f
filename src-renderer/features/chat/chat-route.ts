/** Which chat the page shows: one that exists, or one that begins with the first message. */
export type ChatRoute =
  /** In a project, or (null) in none. */
  | { readonly type: 'new'; readonly projectId: string | null }
  | { readonly type: 'temporary' }
  | { readonly type: 'conversation'; readonly id: string };

/** Under which name what is typed there is kept. */
export function draftKeyOf(route: ChatRoute): string {
  if (route.type === 'conversation') return route.id;
  return route.type === 'new' && route.projectId !== null ? `new ${route.projectId}` : route.type;
}
