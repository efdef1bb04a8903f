import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { view } from '../../../state/page/view-store.ts';

/** Goes to an empty chat and puts the cursor into the message field. */
export function useNewChat(): () => void {
  const [, navigate] = useLocation();
  return useCallback(() => {
    view.closeSide();
    navigate('/chat');
    view.callComposer();
  }, [navigate]);
}
