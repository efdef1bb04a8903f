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
} from '../../../state/memory/memory-selection.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { FilterChip } from '../../../ui/controls/filter-chip.tsx';
import { countWords } from '../../../ui/words/time-words.ts';
import { BulkBar } from '../list/bulk-bar.tsx';
import { MapCanvas } from './map-canvas.tsx';
import { MapGrid } from './map-grid.ts';
import type { MapView, Size } from './map-view.ts';
import { SIDE, wholeMap, zoomed } from './map-view.ts';
import { memoryPath } from '../common/memory-place.ts';
import { useNamed } from '../common/use-named.ts';

const kinds: readonly { readonly kind: MemoryKind; readonly label: string }[] = [
  { kind: 'preference', label: 'Preferences' },
  { kind: 'fact', label: 'Facts' },
  { kind: 'instruction', label: 'Instructions' },
  { kind: 'skill', label: 'Skills' },
];

/** So many of those selected, or near the middle, are named beside the map. */
const NAMED = 30;
const ZOOM = 1.6;

/** The map with its filter, its tools and the list that says what is there. */
export function MapBoard({ map }: { readonly map: MemoryMap }) {
  const [, navigate] = useLocation();
  const scheme = useComputedColorScheme();
  const [only, setOnly] = useState<readonly MemoryKind[]>([]);
  const [lasso, setLasso] = useState(false);
  const [hovered, setHovered] = useState(-1);
  const [sight, setSight] = useState<{ readonly view: MapView; readonly size: Size } | null>(null);
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
  const near = useMemo(() => nearMiddle(grid, sight), [grid, sight]);
  const named = selected.size > 0 ? [...selected] : near;
  const ids = named.slice(0, NAMED).map((index) => map.ids[index] ?? '');
  const memories = useNamed(ids);
  const tips = useNamed(hovered < 0 ? [] : [map.ids[hovered] ?? '']);
  const choose = (indices: readonly number[]): void => {
    clearSelection();
    select(indices.map((index) => map.ids[index] ?? ''));
  };
  const onSize = useCallback(
    (size: Size) => setSight((before) => ({ view: before?.view ?? wholeMap(size), size })),
    [],
  );
  const zoom = (factor: number): void => {
    if (sight === null) return;
    const { view, size } = sight;
    setSight({ view: zoomed(view, size, factor, { x: size.width / 2, y: size.height / 2 }), size });
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
            <div role="group" aria-label="Kinds" className="filters">
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
            // Drawn anew in the colours of another theme.
            key={scheme}
            points={map}
            grid={grid}
            shown={shown}
            selected={selected}
            view={sight?.view ?? null}
            lasso={lasso}
            hovered={hovered}
            tip={tips[0]?.text ?? null}
            onView={(view) => setSight((before) => (before === null ? null : { ...before, view }))}
            onSize={onSize}
            onHover={setHovered}
            onOpen={(index) => navigate(memoryPath({ tab: 'map', openId: map.ids[index] ?? null }))}
            onLasso={choose}
          />
          <div className="map-tools" role="toolbar" aria-label="Map">
            <IconButton label="Select with a lasso" aria-pressed={lasso} onClick={() => setLasso(!lasso)}>
              <IconLasso size={16} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton label="Nearer" onClick={() => zoom(ZOOM)}>
              <IconPlus size={16} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton label="Farther" onClick={() => zoom(1 / ZOOM)}>
              <IconMinus size={16} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton
              label="Whole map"
              onClick={() => setSight(sight === null ? null : { ...sight, view: wholeMap(sight.size) })}
            >
              <IconFocusCentered size={16} stroke={1.6} aria-hidden />
            </IconButton>
          </div>
        </div>
        <MapList memories={memories} chosen={selected.size} onSelect={() => choose(named.slice(0, NAMED))} />
      </div>
    </div>
  );
}

/** The points near the middle of what is in sight, nearest first. */
function nearMiddle(grid: MapGrid, sight: { readonly view: MapView; readonly size: Size } | null): number[] {
  const { x, y } = sight?.view ?? { x: SIDE / 2, y: SIDE / 2 };
  const reach =
    sight === null ? SIDE : Math.hypot(sight.size.width, sight.size.height) / 2 / sight.view.scale;
  // Where points lie close together, looking at all that are in sight would take longer than a frame.
  for (let part = reach / 32; part < reach; part *= 2) {
    const found = grid.near({ x, y }, part, NAMED);
    if (found.length === NAMED) return found;
  }
  return grid.near({ x, y }, reach, NAMED);
}

function MapNote({ map: { ids, missing } }: { readonly map: MemoryMap }) {
  const share = useMapStore((state) => state.share);
  const words = countWords(ids.length, 'memory', 'memories');
  const rest = missing > 0 ? `, ${missing.toLocaleString('en')} not compared yet` : '';
  return (
    <div className="map-note">
      <span role="status">
        {share === null ? `${words}${rest}` : `Working out changes… ${Math.round(share * 100)} %`}
      </span>
      {share === null && missing > 0 ? (
        <Button small variant="quiet" onClick={reloadMap}>
          Look again
        </Button>
      ) : null}
    </div>
  );
}

interface MapListProps {
  readonly memories: readonly Memory[];
  /** How many are selected; 0: the list says what is near the middle. */
  readonly chosen: number;
  readonly onSelect: () => void;
}

/** The map in words, for those who cannot see it or point at it. */
function MapList({ memories, chosen, onSelect }: MapListProps) {
  const heading = chosen > 0 ? 'Selected' : 'Near the middle';
  return (
    <section className="map-list" aria-label={heading}>
      <h2>
        {heading}
        {chosen === 0 && memories.length > 0 ? (
          <Button small variant="quiet" onClick={onSelect}>
            Select these
          </Button>
        ) : null}
      </h2>
      {memories.length === 0 ? <p>No memory is here.</p> : null}
      <ul aria-label={heading}>
        {memories.map(({ id, text, kind }) => (
          <li key={id}>
            <Link href={memoryPath({ tab: 'map', openId: id })} dir="auto">
              {text}
            </Link>{' '}
            <span>{kind}</span>
          </li>
        ))}
      </ul>
      {chosen > memories.length ? <p>and {countWords(chosen - memories.length, 'other', 'others')}</p> : null}
    </section>
  );
}
