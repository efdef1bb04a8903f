/** Two versions of one answer side by side. */
import { create } from 'zustand';

interface ComparisonState {
  /** The version that is compared with the others; null: none. */
  readonly messageId: string | null;
}

export const useComparison = create<ComparisonState>(() => ({ messageId: null }));

export const comparison = {
  open: (messageId: string) => useComparison.setState({ messageId }),
  close: () => useComparison.setState({ messageId: null }),
} as const;
