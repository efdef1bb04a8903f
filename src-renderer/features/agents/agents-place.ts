/** The places of the Agents page: a list, one agent or team, or one run. */
const lists = ['gallery', 'yours', 'runs'] as const;
export type AgentsList = (typeof lists)[number];
const views = ['form', 'graph', 'json'] as const;
export type TeamView = (typeof views)[number];

export type AgentsPlace =
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
export function agentsPath(place: AgentsPlace): string {
  switch (place.type) {
    case 'list':
      return place.list === 'gallery' ? '/agents' : `/agents/${place.list}`;
    case 'team':
      return `/agents/team/${encodeURIComponent(place.key)}${place.view === 'form' ? '' : `/${place.view}`}`;
    case 'run':
      return `/agents/runs/${place.id}`;
  }
}

/** The place that the parts of a path after `/agents` name. */
export function agentsPlace(first?: string, second?: string, third?: string): AgentsPlace {
  if (first === 'team' && second !== undefined) {
    return { type: 'team', key: decodeURIComponent(second), view: isTeamView(third) ? third : 'form' };
  }
  if (first === 'runs' && second !== undefined) return { type: 'run', id: second };
  return { type: 'list', list: isAgentsList(first) ? first : 'gallery' };
}
