import { useLocation } from 'wouter';
import { memoryPath, memoryPlace } from './memory-place.ts';

/** Where the details of a memory open: beside the tab that is shown. */
export function useMemoryPath(): (id: string) => string {
  const [location] = useLocation();
  const [, page, first, second] = location.split('/');
  const { tab } = page === 'memory' ? memoryPlace(first, second) : { tab: 'all' as const };
  return (id) => memoryPath({ tab, openId: id });
}
