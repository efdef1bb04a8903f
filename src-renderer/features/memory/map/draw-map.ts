import type { MapPoints } from './map-grid.ts';
import type { MapView, Point, Size } from './map-view.ts';
import { toScreen } from './map-view.ts';

export interface MapColours {
  readonly memory: string;
  readonly faint: string;
  readonly accent: string;
  readonly ground: string;
}

export interface MapPicture {
  readonly points: MapPoints;
  readonly view: MapView;
  /** In CSS pixels. */
  readonly size: Size;
  readonly colours: MapColours;
  /** Points outside the filter are drawn faint. */
  readonly shown: (index: number) => boolean;
  readonly selected: ReadonlySet<number>;
}

/** Draws every visible point: filtered-out ones first, then the others, then the selected ones. */
export function drawMap(context: CanvasRenderingContext2D, picture: MapPicture): void {
  const { points, size, colours, shown, selected } = picture;
  context.clearRect(0, 0, size.width, size.height);
  const radius = radiusFor(picture.view.scale);
  const others: number[] = [];
  const plain: number[] = [];
  points.x.forEach((_, index) => {
    if (!shown(index)) others.push(index);
    else if (!selected.has(index)) plain.push(index);
  });
  drawDots(context, picture, others, { radius, colour: colours.faint, alpha: 0.35 });
  drawDots(context, picture, plain, { radius, colour: colours.memory, alpha: 0.62 });
  if (selected.size === 0) return;
  const chosen = [...selected];
  drawDots(context, picture, chosen, { radius: radius + 2.5, colour: colours.accent, alpha: 1 });
  drawDots(context, picture, chosen, { radius, colour: colours.memory, alpha: 1 });
}

/** Draws the hovered point larger, with a ring. */
export function drawHover(context: CanvasRenderingContext2D, picture: MapPicture, index: number): void {
  const radius = radiusFor(picture.view.scale);
  drawDots(context, picture, [index], { radius: radius + 5, colour: picture.colours.ground, alpha: 1 });
  drawDots(context, picture, [index], { radius: radius + 3, colour: picture.colours.memory, alpha: 1 });
}

export function drawLasso(
  context: CanvasRenderingContext2D,
  line: readonly Point[],
  { accent }: MapColours,
): void {
  context.beginPath();
  line.forEach(({ x, y }, index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.closePath();
  context.globalAlpha = 0.12;
  context.fillStyle = accent;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = accent;
  context.lineWidth = 1.5;
  context.stroke();
}

interface Dots {
  readonly radius: number;
  readonly colour: string;
  readonly alpha: number;
}

/** With more points than this, small ones are drawn as squares. */
const SQUARES_ABOVE = 8_000;

/** Uses one path for all points: 50,000 fills would take a frame, one fill takes a few milliseconds. */
function drawDots(
  context: CanvasRenderingContext2D,
  { points, view, size }: MapPicture,
  indices: readonly number[],
  { radius, colour, alpha }: Dots,
): void {
  context.fillStyle = colour;
  context.globalAlpha = alpha;
  const square = radius < 2.6 && indices.length > SQUARES_ABOVE;
  context.beginPath();
  for (const index of indices) {
    const { x, y } = toScreen(view, size, { x: points.x[index] ?? 0, y: points.y[index] ?? 0 });
    if (x < -radius || y < -radius || x > size.width + radius || y > size.height + radius) continue;
    // At this size a square looks like a dot and draws three times as fast.
    if (square) context.rect(x - radius, y - radius, radius * 2, radius * 2);
    else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, Math.PI * 2);
    }
  }
  context.fill();
  context.globalAlpha = 1;
}

/** The radius of a point in px; it grows with the zoom. */
function radiusFor(scale: number): number {
  return Math.min(7, Math.max(1.7, 1.3 + scale * 12));
}
