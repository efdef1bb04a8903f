import { IconFocusCentered, IconLasso, IconMinus, IconPlus } from '@tabler/icons-react';
import { useComputedColorScheme } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Memory, MemoryKind } from '../../../../shared/memory/memory.ts';
import type { MemoryMap } from '../../../state/memory/map-store.ts';
import { reloadMap, useMapStore } from '../../../state/memory/map-store.ts';
import {
  clearSelection,
  isSelected,
  select,
  useSelectionStore,
} from '../../../state/memory/selection-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { FilterChip } from '../../../ui/controls/filter-chip.tsx';
import { BulkBar } from '../list/bulk-bar.tsx';
import { MapCanvas } from './map-canvas.tsx';
import { MapGrid } from './map-grid.ts';
import type { MapView, Size } from './map-view.ts';
import { SIDE, fitMap, zoomAt } from './map-view.ts';
import { memoryPath } from '../memory-route.ts';
import { useMemoriesById } from './use-memories-by-id.ts';
import { kindNames } from '../../../ui/format/kind-names.ts';
import { t, tCount } from '../../../language/translate.ts';

const kinds: readonly { readonly kind: MemoryKind; readonly label: string }[] = [
  { kind: 'preference', label: t('Preferences') },
  { kind: 'fact', label: t('Facts') },
  { kind: 'instruction', label: t('Instructions') },
  { kind: 'skill', label: t('Skills') },
];

/** How many selected or central memories the list names. */
const LISTED = 30;
const ZOOM = 1.6;

/** The map with its filter, its tools and a list of the memories in view. */
export function MapBoard({ map }: { readonly map: MemoryMap }) {
  const [, navigate] = useLocation();
  const scheme = useComputedColorScheme();
  const [only, setOnly] = useState<readonly MemoryKind[]>([]);
  const [lasso, setLasso] = useState(false);
  const [hovered, setHovered] = useState(-1);
  const [viewport, setViewport] = useState<{ readonly view: MapView; readonly size: Size } | null>(null);
  const selection = useSelectionStore((state) => state.selection);
  useEffect(() => clearSelection, []);
  const shown = useMemo(
    () => (index: number) => only.length === 0 || only.some((kind) => kind === map.kinds[index]),
    [map, only],
  );
  const grid = useMemo(() => new MapGrid(map, shown), [map, shown]);
  const selected = useMemo(
    () => new Set(map.ids.flatMap((id, index) => (isSelected(selection, id) ? [index] : []))),
    [map, selection],
  );
  const near = useMemo(() => nearMiddle(grid, viewport), [grid, viewport]);
  const named = selected.size > 0 ? [...selected] : near;
  const ids = named.slice(0, LISTED).map((index) => map.ids[index] ?? '');
  const memories = useMemoriesById(ids);
  const tips = useMemoriesById(hovered < 0 ? [] : [map.ids[hovered] ?? '']);
  const choose = (indices: readonly number[]): void => {
    clearSelection();
    select(indices.map((index) => map.ids[index] ?? ''));
  };
  const onSize = useCallback(
    (size: Size) => setViewport((before) => ({ view: before?.view ?? fitMap(size), size })),
    [],
  );
  const zoom = (factor: number): void => {
    if (viewport === null) return;
    const { view, size } = viewport;
    setViewport({ view: zoomAt(view, size, factor, { x: size.width / 2, y: size.height / 2 }), size });
  };
  const toggle = (kind: MemoryKind): void =>
    setOnly(only.includes(kind) ? only.filter((each) => each !== kind) : [...only, kind]);
  return (
    <div className="map">
      <div className="map-bar">
        {selected.size > 0 ? (
          <BulkBar count={selected.size} />
        ) : (
          <>
            <div role="group" aria-label={t('Kinds')} className="filters">
              {kinds.map(({ kind, label }) => (
                <FilterChip
                  key={kind}
                  label={label}
                  count={null}
                  on={only.includes(kind)}
                  onClick={() => toggle(kind)}
                />
              ))}
            </div>
            <MapNote map={map} />
          </>
        )}
      </div>
      <div className="map-body">
        <div className="map-area">
          <MapCanvas
            // Remounted on a theme change, to draw in the other colours.
            key={scheme}
            points={map}
            grid={grid}
            shown={shown}
            selected={selected}
            view={viewport?.view ?? null}
            lasso={lasso}
            hovered={hovered}
            tip={tips[0]?.text ?? null}
            onView={(view) => setViewport((before) => (before === null ? null : { ...before, view }))}
            onSize={onSize}
            onHover={setHovered}
            onOpen={(index) => navigate(memoryPath({ tab: 'map', openId: map.ids[index] ?? null }))}
            onLasso={choose}
          />
          <div className="map-tools" role="toolbar" aria-label={t('Map')}>
            <IconButton
              label={t('Select with a lasso')}
              aria-pressed={lasso}
              onClick={() => setLasso(!lasso)}
            >
              <IconLasso size={16} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton label={t('Nearer')} onClick={() => zoom(ZOOM)}>
              <IconPlus size={16} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton label={t('Farther')} onClick={() => zoom(1 / ZOOM)}>
              <IconMinus size={16} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton
              label={t('Whole map')}
              onClick={() =>
                setViewport(viewport === null ? null : { ...viewport, view: fitMap(viewport.size) })
              }
            >
              <IconFocusCentered size={16} stroke={1.6} aria-hidden />
            </IconButton>
          </div>
        </div>
        <MapList memories={memories} chosen={selected.size} onSelect={() => choose(named.slice(0, LISTED))} />
      </div>
    </div>
  );
}

/** The points nearest to the middle of the viewport. */
function nearMiddle(
  grid: MapGrid,
  viewport: { readonly view: MapView; readonly size: Size } | null,
): number[] {
  const { x, y } = viewport?.view ?? { x: SIDE / 2, y: SIDE / 2 };
  const reach =
    viewport === null
      ? SIDE
      : Math.hypot(viewport.size.width, viewport.size.height) / 2 / viewport.view.scale;
  // In dense areas, sorting all visible points would take longer than a frame.
  for (let part = reach / 32; part < reach; part *= 2) {
    const found = grid.near({ x, y }, part, LISTED);
    if (found.length === LISTED) return found;
  }
  return grid.near({ x, y }, reach, LISTED);
}

function MapNote({ map: { ids, missing } }: { readonly map: MemoryMap }) {
  const share = useMapStore((state) => state.share);
  const words =
    missing > 0
      ? tCount(
          ids.length,
          '{{count}} memory, {{missing}} not compared yet',
          '{{count}} memories, {{missing}} not compared yet',
          { missing },
        )
      : tCount(ids.length, '{{count}} memory', '{{count}} memories');
  return (
    <div className="map-note">
      <span role="status">
        {share === null ? words : t('Working out changes… {{share}} %', { share: Math.round(share * 100) })}
      </span>
      {share === null && missing > 0 ? (
        <Button small variant="quiet" onClick={reloadMap}>
          {t('Look again')}
        </Button>
      ) : null}
    </div>
  );
}

interface MapListProps {
  readonly memories: readonly Memory[];
  /** How many are selected; 0: the list shows what is near the middle. */
  readonly chosen: number;
  readonly onSelect: () => void;
}

/** The map as a list, for users who cannot see it or use a pointer. */
function MapList({ memories, chosen, onSelect }: MapListProps) {
  const heading = chosen > 0 ? t('Selected') : t('Near the middle');
  return (
    <section className="map-list" aria-label={heading}>
      <h2>
        {heading}
        {chosen === 0 && memories.length > 0 ? (
          <Button small variant="quiet" onClick={onSelect}>
            {t('Select these')}
          </Button>
        ) : null}
      </h2>
      {memories.length === 0 ? <p>{t('No memory is here.')}</p> : null}
      <ul aria-label={heading}>
        {memories.map(({ id, text, kind }) => (
          <li key={id}>
            <Link href={memoryPath({ tab: 'map', openId: id })} dir="auto">
              {text}
            </Link>{' '}
            <span>{kindNames[kind]}</span>
          </li>
        ))}
      </ul>
      {chosen > memories.length ? (
        <p>{tCount(chosen - memories.length, 'and {{count}} other', 'and {{count}} others')}</p>
      ) : null}
    </section>
  );
}
