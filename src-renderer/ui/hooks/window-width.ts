import { useMediaQuery } from '@mantine/hooks';

const now = { getInitialValueInEffect: false } as const;

/** wide: list beside the page. medium: the list folds to icons. narrow: everything but the page is in drawers. */
export type WindowWidth = 'narrow' | 'medium' | 'wide';

export function useWindowWidth(): WindowWidth {
  const atLeastMedium = useMediaQuery('(min-width: 760px)', true, now);
  const wide = useMediaQuery('(min-width: 1040px)', true, now);
  if (!atLeastMedium) return 'narrow';
  return wide ? 'wide' : 'medium';
}

/** Whether the right panel has room beside the page, or must lie over it. */
export function useRoomForPanel(): boolean {
  return useMediaQuery('(min-width: 1160px)', true, now);
}
