/** The scopes to search: all, or everywhere plus the assistants and projects with these ids. */
export type SearchedScopes = 'all' | readonly string[];
