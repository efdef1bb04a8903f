import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { useElementSize } from '../../../ui/hooks/use-element-size.ts';
import { drawHover, drawLasso, drawMap } from './draw-map.ts';
import type { MapColours } from './draw-map.ts';
import type { MapGrid, MapPoints } from './map-grid.ts';
import type { MapView, Point, Size } from './map-view.ts';
import { toMap, toScreen, fitMap } from './map-view.ts';
import { useMapGestures } from './use-map-gestures.ts';
import { t } from '../../../language/translate.ts';

/** Hit radius of a point, in px. */
const REACH = 10;

interface MapCanvasProps {
  readonly points: MapPoints;
  readonly grid: MapGrid;
  readonly shown: (index: number) => boolean;
  readonly selected: ReadonlySet<number>;
  /** Null: the whole map. */
  readonly view: MapView | null;
  readonly lasso: boolean;
  /** The index of the point with a tooltip; -1: none. */
  readonly hovered: number;
  readonly tip: string | null;
  readonly onView: (view: MapView) => void;
  /** Called with the size of the map on screen. */
  readonly onSize: (size: Size) => void;
  readonly onHover: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onLasso: (indices: readonly number[]) => void;
}

/** The points on a canvas: drag to pan or select, wheel to zoom, click to open; by keyboard, arrow keys and + / -. */
export function MapCanvas(props: MapCanvasProps) {
  const { points, grid, shown, selected, lasso, hovered, tip } = props;
  const { onView, onSize, onHover, onOpen, onLasso } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const size = useElementSize(frame);
  const view = props.view ?? fitMap(size);
  const placeOnMap = (at: Point) => toMap(view, size, at);
  const pointAt = (at: Point) => grid.nearest(placeOnMap(at), REACH / view.scale);
  const line = useMapGestures(frame, {
    view,
    size,
    lasso,
    onView,
    onHover: (at) => onHover(at === null ? -1 : pointAt(at)),
    onClick: (at) => {
      const index = pointAt(at);
      if (index >= 0) onOpen(index);
      else onLasso([]);
    },
    onLine: (outline) => onLasso(grid.inside(outline.map(placeOnMap))),
  });

  useEffect(() => {
    if (size.width > 0 && size.height > 0) onSize(size);
  }, [size, onSize]);
  useEffect(() => {
    const context = prepareCanvas(canvas, size);
    if (context !== null)
      drawMap(context, { points, view, size, colours: coloursOf(frame), shown, selected });
  }, [points, view, size, shown, selected]);
  useEffect(() => {
    const context = prepareCanvas(overlay, size);
    if (context === null) return;
    const colours = coloursOf(frame);
    context.clearRect(0, 0, size.width, size.height);
    if (hovered >= 0) drawHover(context, { points, view, size, colours, shown, selected }, hovered);
    if (line.length > 1) drawLasso(context, line, colours);
  }, [points, view, size, shown, selected, hovered, line]);

  const place = { x: points.x[hovered] ?? 0, y: points.y[hovered] ?? 0 };
  const at = hovered < 0 ? null : toScreen(view, size, place);
  return (
    <div
      ref={frame}
      className="map-frame"
      role="application"
      aria-label={t(
        'Map of memories. Arrow keys move it, plus and minus zoom. What is near the middle is listed beside it.',
      )}
      data-lasso={lasso || undefined}
      tabIndex={0}
    >
      <canvas ref={canvas} aria-hidden />
      <canvas ref={overlay} aria-hidden />
      {at === null || tip === null ? null : (
        <div
          className="map-tip"
          dir="auto"
          style={{ left: at.x, top: at.y }}
          data-left={at.x > size.width / 2 || undefined}
        >
          {tip}
        </div>
      )}
    </div>
  );
}

/** Prepares a canvas for the device's pixel ratio. */
function prepareCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  { width, height }: Size,
): CanvasRenderingContext2D | null {
  const element = canvas.current;
  const context = element?.getContext('2d') ?? null;
  if (element === null || context === null || width === 0 || height === 0) return null;
  const density = globalThis.devicePixelRatio;
  const [wide, high] = [Math.round(width * density), Math.round(height * density)];
  if (element.width !== wide || element.height !== high) {
    element.width = wide;
    element.height = high;
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}

/** The theme colours for the canvas, resolved by the style sheet on the frame. */
function coloursOf(frame: RefObject<HTMLElement | null>): MapColours {
  if (frame.current === null) return { memory: 'black', faint: 'gray', accent: 'black', ground: 'white' };
  const style = getComputedStyle(frame.current);
  return {
    memory: style.color,
    faint: style.textDecorationColor,
    accent: style.caretColor,
    ground: style.backgroundColor,
  };
}
