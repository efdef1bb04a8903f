import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../../ui/controls/button.tsx';
import { Sheet } from '../../../ui/controls/sheet.tsx';
import { useHasRoomForPanel } from '../../../ui/hooks/use-breakpoint.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { t } from '../../../language/translate.ts';
import './right-panel.css';

interface RightPanelProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Accessible name of the region. */
  readonly name: string;
  readonly note?: string;
  readonly children: ReactNode;
}

/** The panel beside the page; a sheet over the page when there is no room. */
export function RightPanel({ opened, onClose, name, note, children }: RightPanelProps) {
  const room = useHasRoomForPanel();
  const content = (
    <section className="right-panel" aria-label={name}>
      <div className="right-panel-head">
        <h2>{name}</h2>
        {note === undefined ? null : <span className="right-panel-note">{note}</span>}
        <IconButton label={t('Close panel')} onClick={onClose}>
          <IconX size={16} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      {/* Content without focusable elements must still scroll by keyboard. */}
      <div className="right-panel-body" tabIndex={0}>
        <ErrorBoundary region="part">{children}</ErrorBoundary>
      </div>
    </section>
  );
  if (room) return opened ? content : null;
  return (
    <Sheet opened={opened} onClose={onClose} position="right" size="min(380px, 100vw)" name={name}>
      {content}
    </Sheet>
  );
}
