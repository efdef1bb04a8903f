/** Which chat the page shows: one that exists, or one that begins with the first message. */
export type ChatPlace =
  /** In a project, or (null) in none. */
  | { readonly type: 'new'; readonly projectId: string | null }
  | { readonly type: 'temporary' }
  | { readonly type: 'conversation'; readonly id: string };

/** Under which name what is typed there is kept. */
export function draftKeyOf(place: ChatPlace): string {
  if (place.type === 'conversation') return place.id;
  return place.type === 'new' && place.projectId !== null ? `new ${place.projectId}` : place.type;
}
