import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

export type ElectronSearch =
  | { readonly ok: true; readonly path: string }
  /** `reason`: one sentence for the user. */
  | { readonly ok: false; readonly reason: string };

const packageRoot = join(projectRoot, 'node_modules', 'electron');
const downloadWithinMs = 20_000;

/** The path of the installed Electron binary; null: none. Never downloads. */
export function installedElectron(): string | null {
  const pathFile = join(packageRoot, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageRoot, 'dist');
  const path = join(folder, readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? path : null;
}

/** Finds Electron, or downloads it with its own installer within a timeout. */
export async function findElectron(): Promise<ElectronSearch> {
  const obstacle = machineObstacle();
  if (obstacle !== null) return { ok: false, reason: obstacle };
  const present = installedElectron();
  if (present !== null) return { ok: true, path: present };
  console.log(`Getting Electron for the desktop window (at most ${downloadWithinMs / 1000} s) …`);
  await download();
  const path = installedElectron();
  return path === null ? { ok: false, reason: 'Electron could not be downloaded.' } : { ok: true, path };
}

/** Why no desktop window can be opened now, without downloading anything; null: it can. */
export function electronObstacle(): string | null {
  return machineObstacle() ?? (installedElectron() === null ? 'The Electron binary is not here.' : null);
}

/** Why this machine cannot open a desktop window even with the binary; null: it can. */
function machineObstacle(): string | null {
  if (process.platform !== 'linux') return null;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return 'This machine has no graphical display.';
  // Chromium's sandbox does not work for root, and Tutee never runs without it.
  if (process.getuid?.() === 0) return 'Electron does not run as root.';
  return null;
}

/** Resolves when the download has succeeded, failed or timed out. Its output is of no use to a person. */
function download(): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageRoot, 'install.js')], {
      stdio: 'ignore',
      timeout: downloadWithinMs,
    });
    child.on('error', () => resolve());
    child.on('exit', () => resolve());
  });
}
