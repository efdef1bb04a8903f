/** Which scopes to search: all, or everywhere together with these assistants and projects, by id. */
export type SearchedScopes = 'all' | readonly string[];
