/** The routes of the Memory page: a tab, and the memory whose details are open. */
const memoryTabs = ['all', 'review', 'timeline', 'map', 'health', 'programs'] as const;
export type MemoryTab = (typeof memoryTabs)[number];

export interface MemoryRoute {
  readonly tab: MemoryTab;
  readonly openId: string | null;
}

export function isMemoryTab(name: string | null | undefined): name is MemoryTab {
  return memoryTabs.some((tab) => tab === name);
}

/** `/memory`, `/memory/<id>`, `/memory/<tab>`, `/memory/<tab>/<id>` */
export function memoryPath({ tab, openId }: MemoryRoute): string {
  return ['/memory', ...(tab === 'all' ? [] : [tab]), ...(openId === null ? [] : [openId])].join('/');
}

/** Parses the path segments after `/memory`. */
export function parseMemoryRoute(first: string | undefined, second: string | undefined): MemoryRoute {
  return isMemoryTab(first) ? { tab: first, openId: second ?? null } : { tab: 'all', openId: first ?? null };
}
