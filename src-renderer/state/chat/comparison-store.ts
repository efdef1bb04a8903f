/** Two versions of one answer, beside each other. */
import { create } from 'zustand';

interface ComparisonState {
  /** The version that is compared with the others; null: nothing is compared. */
  readonly messageId: string | null;
}

export const useComparison = create<ComparisonState>(() => ({ messageId: null }));

export const comparison = {
  open: (messageId: string) => useComparison.setState({ messageId }),
  close: () => useComparison.setState({ messageId: null }),
} as const;
