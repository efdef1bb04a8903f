/** The visible part of the map. Map coordinates go from 0 to 10,000 both ways; y grows downwards. Pure. */
import type { Size } from '../../../ui/hooks/use-element-size.ts';

export type { Size };

export const SIDE = 10_000;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface MapView {
  /** The map coordinates of the centre. */
  readonly x: number;
  readonly y: number;
  /** Pixels per map unit. */
  readonly scale: number;
}

const CLOSEST = 4;
/** Margin around the outermost points, as a share of the map. */
const MARGIN = 1.08;

/** A view that shows the whole map. */
export function fitMap({ width, height }: Size): MapView {
  return { x: SIDE / 2, y: SIDE / 2, scale: Math.max(1, Math.min(width, height)) / (SIDE * MARGIN) };
}

export function toScreen(view: MapView, { width, height }: Size, { x, y }: Point): Point {
  return { x: (x - view.x) * view.scale + width / 2, y: (y - view.y) * view.scale + height / 2 };
}

export function toMap(view: MapView, { width, height }: Size, { x, y }: Point): Point {
  return { x: (x - width / 2) / view.scale + view.x, y: (y - height / 2) / view.scale + view.y };
}

/** Zooms by `factor`, keeping the position under `at` (in pixels) in place. */
export function zoomAt(view: MapView, size: Size, factor: number, at: Point): MapView {
  const least = fitMap(size).scale * 0.8;
  const scale = Math.min(CLOSEST, Math.max(least, view.scale * factor));
  const fixed = toMap(view, size, at);
  const middle = { width: size.width / 2, height: size.height / 2 };
  return {
    x: fixed.x - (at.x - middle.width) / scale,
    y: fixed.y - (at.y - middle.height) / scale,
    scale,
  };
}

/** Moves the view by pixels; its centre stays on the map. */
export function pan(view: MapView, dx: number, dy: number): MapView {
  const within = (value: number) => Math.min(SIDE, Math.max(0, value));
  return { ...view, x: within(view.x - dx / view.scale), y: within(view.y - dy / view.scale) };
}
