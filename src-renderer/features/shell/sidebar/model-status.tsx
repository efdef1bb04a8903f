import { Tooltip } from '@mantine/core';
import { Link } from 'wouter';
import { useAppStore } from '../../../state/page/app-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { modelLabel, reachOf } from './model-label.ts';

/** The current model, at the bottom of the sidebar; links to its settings. */
export function ModelLine() {
  const model = useAppStore((state) => state.model);
  if (model === null) return <div className="model-line" />;
  return (
    <Link href="/settings/models" className="model-line" onClick={view.closeSidebar}>
      <span className={`model-dot model-dot-${reachOf(model)}`} aria-hidden />
      <span className="model-line-text">{modelLabel(model)}</span>
    </Link>
  );
}

export function ModelDot() {
  const model = useAppStore((state) => state.model);
  if (model === null) return null;
  return (
    <Tooltip label={modelLabel(model)} position="right">
      <Link href="/settings/models" className="model-line" aria-label={modelLabel(model)}>
        <span className={`model-dot model-dot-${reachOf(model)}`} aria-hidden />
      </Link>
    </Tooltip>
  );
}
