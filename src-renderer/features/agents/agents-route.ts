/** The routes of the Agents page: a list, one agent or team, or one run. */
const lists = ['gallery', 'yours', 'runs'] as const;
export type AgentsList = (typeof lists)[number];
const views = ['form', 'graph', 'json'] as const;
export type TeamView = (typeof views)[number];

export type AgentsRoute =
  | { readonly type: 'list'; readonly list: AgentsList }
  | { readonly type: 'team'; readonly key: string; readonly view: TeamView }
  | { readonly type: 'run'; readonly id: string };

export function isAgentsList(name: string | null | undefined): name is AgentsList {
  return lists.some((list) => list === name);
}

export function isTeamView(name: string | null | undefined): name is TeamView {
  return views.some((view) => view === name);
}

/** `/agents`, `/agents/yours`, `/agents/runs`, `/agents/runs/<id>`, `/agents/team/<id>`, `/agents/team/<id>/json` */
export function agentsPath(route: AgentsRoute): string {
  switch (route.type) {
    case 'list':
      return route.list === 'gallery' ? '/agents' : `/agents/${route.list}`;
    case 'team':
      return `/agents/team/${encodeURIComponent(route.key)}${route.view === 'form' ? '' : `/${route.view}`}`;
    case 'run':
      return `/agents/runs/${route.id}`;
  }
}

/** Parses the path segments after `/agents`. */
export function parseAgentsRoute(first?: string, second?: string, third?: string): AgentsRoute {
  if (first === 'team' && second !== undefined) {
    return { type: 'team', key: decodeURIComponent(second), view: isTeamView(third) ? third : 'form' };
  }
  if (first === 'runs' && second !== undefined) return { type: 'run', id: second };
  return { type: 'list', list: isAgentsList(first) ? first : 'gallery' };
}
