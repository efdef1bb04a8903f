import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Rectangle } from 'electron';
import * as z from 'zod';

const stateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200).max(20_000),
  height: z.int().min(200).max(20_000),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof stateSchema>;

/** The last window state; null on the first start, for a malformed file, or when its screen is gone. */
export function readWindowState(path: string, screens: readonly Rectangle[]): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return screens.some((screen) => titleBarIsOn(screen, state)) ? state : null;
  } catch {
    return null;
  }
}

/** Never throws: losing a window position is not worth an error. */
export function writeWindowState(path: string, state: WindowState): void {
  try {
    writeFileSync(`${path}.new`, JSON.stringify(state));
    renameSync(`${path}.new`, path);
  } catch {
    // The window opens at the default position next time.
  }
}

/** Enough of the title bar must be on a screen to drag the window. */
function titleBarIsOn(screen: Rectangle, state: WindowState): boolean {
  const overlap = Math.min(screen.x + screen.width, state.x + state.width) - Math.max(screen.x, state.x);
  return overlap >= 100 && state.y >= screen.y && state.y < screen.y + screen.height - 40;
}
