import { app } from 'electron';

/** Runs what needs no window and no data folder, beside the app itself; exits when it has ended. */
export function runWithoutWindow(run: () => Promise<void>): void {
  app.dock?.hide();
  void run().finally(() => app.exit(0));
}
