import { useLocation } from 'wouter';
import { memoryPath, parseMemoryRoute } from './memory-route.ts';

/** Returns the path of a memory's details beside the current tab. */
export function useMemoryPath(): (id: string) => string {
  const [location] = useLocation();
  const [, page, first, second] = location.split('/');
  const { tab } = page === 'memory' ? parseMemoryRoute(first, second) : { tab: 'all' as const };
  return (id) => memoryPath({ tab, openId: id });
}
