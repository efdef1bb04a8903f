import { IconMap2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { openMap, reloadMap, useMapStore } from '../../../state/memory/map-store.ts';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { MapBoard } from './map-board.tsx';
import { t } from '../../../language/translate.ts';
import './map.css';

/** Memories as points; similar ones are close together. */
export function MapTab() {
  const { map, share, error } = useMapStore();
  useEffect(openMap, []);
  if (error !== null && map === null) {
    return (
      <div className="map-state">
        <FailureState message={error.message} onRetry={reloadMap} />
      </div>
    );
  }
  if (map === null) {
    return (
      <div className="map-state" aria-busy="true">
        <p role="status">{t('Comparing what your memories mean…')}</p>
        <progress aria-label={t('Map')} value={share ?? 0} max={1} />
      </div>
    );
  }
  if (map.ids.length === 0) {
    return (
      <EmptyState icon={<IconMap2 size={24} stroke={1.4} aria-hidden />} title={t('No map yet')}>
        <p>
          {t('Your memories appear here as points. Those that are alike in meaning lie near each other.')}
        </p>
      </EmptyState>
    );
  }
  return <MapBoard map={map} />;
}
