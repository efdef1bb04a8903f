/** Which chat the page shows: one that exists, or one that begins with the first message. */
export type ChatPlace =
  | { readonly type: 'new' }
  | { readonly type: 'temporary' }
  | { readonly type: 'conversation'; readonly id: string };
