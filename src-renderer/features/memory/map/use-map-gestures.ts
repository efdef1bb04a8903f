import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { MapView, Point, Size } from './map-view.ts';
import { pan, fitMap, zoomAt } from './map-view.ts';

/** A press that moves less than this, in px, is a click. */
const CLICK_TOLERANCE = 4;
const KEY_STEP = 60;
const KEY_ZOOM = 1.5;

interface MapGestures {
  readonly view: MapView;
  readonly size: Size;
  /** Whether dragging selects instead of panning; Shift always selects. */
  readonly lasso: boolean;
  readonly onView: (view: MapView) => void;
  /** Pointer position in px; null when it left. */
  readonly onHover: (at: Point | null) => void;
  readonly onClick: (at: Point) => void;
  /** A lasso was drawn, in px. */
  readonly onLine: (line: readonly Point[]) => void;
}

interface Press {
  readonly start: Point;
  readonly view: MapView;
  readonly selects: boolean;
}

/**
 * Handles pointer, wheel and keys on the map. Returns the lasso being drawn. Uses native listeners, because React
 * registers wheel listeners as passive and cannot prevent the page from scrolling.
 */
export function useMapGestures(
  frame: RefObject<HTMLElement | null>,
  gestures: MapGestures,
): readonly Point[] {
  const [line, setLine] = useState<readonly Point[]>([]);
  const now = useRef({ ...gestures, line });
  useEffect(() => {
    now.current = { ...gestures, line };
  });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    let press: Press | null = null;
    const placeOf = (event: MouseEvent): Point => {
      const box = element.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    const onPointerDown = (event: PointerEvent): void => {
      if (event.button !== 0) return;
      element.setPointerCapture(event.pointerId);
      const { view, lasso } = now.current;
      press = { start: placeOf(event), view, selects: lasso || event.shiftKey };
    };
    const onPointerMove = (event: PointerEvent): void => {
      const at = placeOf(event);
      if (press === null) now.current.onHover(at);
      else if (press.selects) setLine((before) => [...before, at]);
      else now.current.onView(pan(press.view, at.x - press.start.x, at.y - press.start.y));
    };
    const onPointerUp = (event: PointerEvent): void => {
      const pressed = press;
      press = null;
      if (pressed === null) return;
      const at = placeOf(event);
      if (Math.hypot(at.x - pressed.start.x, at.y - pressed.start.y) < CLICK_TOLERANCE)
        now.current.onClick(at);
      else if (pressed.selects) now.current.onLine(now.current.line);
      setLine([]);
    };
    const onPointerCancel = (): void => {
      press = null;
      setLine([]);
    };
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { view, size, onView } = now.current;
      onView(zoomAt(view, size, Math.exp(-event.deltaY / 400), placeOf(event)));
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = viewAfterKey(event.key, now.current.view, now.current.size);
      if (next === null) return;
      event.preventDefault();
      now.current.onView(next);
    };
    const controller = new AbortController();
    const { signal } = controller;
    element.addEventListener('pointerdown', onPointerDown, { signal });
    element.addEventListener('pointermove', onPointerMove, { signal });
    element.addEventListener('pointerup', onPointerUp, { signal });
    element.addEventListener('pointercancel', onPointerCancel, { signal });
    element.addEventListener('pointerleave', () => now.current.onHover(null), { signal });
    element.addEventListener('wheel', onWheel, { signal, passive: false });
    element.addEventListener('keydown', onKeyDown, { signal });
    return () => controller.abort();
  }, [frame]);
  return line;
}

function viewAfterKey(key: string, view: MapView, size: Size): MapView | null {
  const middle = { x: size.width / 2, y: size.height / 2 };
  switch (key) {
    case 'ArrowLeft':
      return pan(view, KEY_STEP, 0);
    case 'ArrowRight':
      return pan(view, -KEY_STEP, 0);
    case 'ArrowUp':
      return pan(view, 0, KEY_STEP);
    case 'ArrowDown':
      return pan(view, 0, -KEY_STEP);
    case '+':
    case '=':
      return zoomAt(view, size, KEY_ZOOM, middle);
    case '-':
      return zoomAt(view, size, 1 / KEY_ZOOM, middle);
    case '0':
      return fitMap(size);
    default:
      return null;
  }
}
