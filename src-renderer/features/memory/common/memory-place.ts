/** The places of the Memory page: a tab, and the memory whose details are open. */
const memoryTabs = ['all', 'review', 'timeline', 'map', 'health'] as const;
export type MemoryTab = (typeof memoryTabs)[number];

export interface MemoryPlace {
  readonly tab: MemoryTab;
  readonly openId: string | null;
}

export function isMemoryTab(name: string | null | undefined): name is MemoryTab {
  return memoryTabs.some((tab) => tab === name);
}

/** `/memory`, `/memory/<id>`, `/memory/<tab>`, `/memory/<tab>/<id>` */
export function memoryPath({ tab, openId }: MemoryPlace): string {
  return ['/memory', ...(tab === 'all' ? [] : [tab]), ...(openId === null ? [] : [openId])].join('/');
}

/** The place that the parts of a path after `/memory` name. */
export function memoryPlace(first: string | undefined, second: string | undefined): MemoryPlace {
  return isMemoryTab(first) ? { tab: first, openId: second ?? null } : { tab: 'all', openId: first ?? null };
}
