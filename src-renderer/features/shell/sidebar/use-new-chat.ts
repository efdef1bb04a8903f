import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { view } from '../../../state/page/view-store.ts';

/** Opens an empty chat and focuses the composer. */
export function useNewChat(): () => void {
  const [, navigate] = useLocation();
  return useCallback(() => {
    view.closeSidebar();
    navigate('/chat');
    view.focusComposer();
  }, [navigate]);
}
