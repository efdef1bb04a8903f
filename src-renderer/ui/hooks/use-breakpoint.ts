import { useMediaQuery } from '@mantine/hooks';

const now = { getInitialValueInEffect: false } as const;

/** wide: sidebar beside the page. medium: sidebar collapsed to icons. narrow: everything but the page is in drawers. */
export type Breakpoint = 'narrow' | 'medium' | 'wide';

export function useBreakpoint(): Breakpoint {
  const atLeastMedium = useMediaQuery('(min-width: 760px)', true, now);
  const wide = useMediaQuery('(min-width: 1040px)', true, now);
  if (!atLeastMedium) return 'narrow';
  return wide ? 'wide' : 'medium';
}

/** Whether the right panel fits beside the page. */
export function useHasRoomForPanel(): boolean {
  return useMediaQuery('(min-width: 1160px)', true, now);
}
