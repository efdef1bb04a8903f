/**
 * An app that can restart itself while its shell and pages stay: to restore a backup, or to rebuild derived data that is damaged.
 * Commands that arrive during a restart wait for it; afterwards every page reloads.
 */
import type { Result } from '#shared/result.ts';
import { EventHub } from './ipc/event-hub.ts';
import type { AppOptions, TuteeApp } from './shells/app.ts';
import { askAtStart, isQuestion } from './start-question.ts';
import { isRepairable } from './store/file/is-repairable.ts';
import type { Depth } from './store/file/check-database.ts';
import { replaceDatabase } from './store/backups/replace-database.ts';

/** A running app without its event hub, which outlives restarts so that event numbers continue. */
export type InnerApp = Omit<TuteeApp, 'events'>;

/** Replaces the database by the prepared copy of a backup. Resolves to the name under which the old one was set aside. */
export type Replace = (asideName: string) => Promise<{ readonly setAside: string }>;

export interface StartContext {
  readonly hub: EventHub;
  readonly replace: Replace;
  /** True: start with an empty database although there are backups. */
  readonly empty: boolean;
  /** How thoroughly the database is checked. */
  readonly depth: Depth;
  /** To be called when damage is found in the open database. */
  readonly onDamage: () => void;
}

export type Compose = (options: AppOptions, context: StartContext) => Promise<InnerApp>;

export async function startRestartable(options: AppOptions, compose: Compose): Promise<TuteeApp> {
  const hub = new EventHub();
  let current = await begin();
  let ready: Promise<unknown> = Promise.resolve();
  let closing = false;
  let mended = false;

  /** Restarts once, which rebuilds derived data. Other damage stays, and the next start is refused. */
  function onDamage(): void {
    if (mended || closing) return;
    mended = true;
    if (!isRepairable(options.dataDir)) return;
    ready = mend().catch(() => undefined);
  }

  async function mend(): Promise<void> {
    await current.close();
    try {
      current = await begin('all');
    } finally {
      if (closing) await current.close();
      hub.reload();
    }
  }

  async function begin(depth: Depth = 'structure'): Promise<InnerApp> {
    try {
      return await compose(options, { hub, replace, onDamage, empty: false, depth });
    } catch (thrown) {
      if (!isQuestion(thrown)) throw thrown;
      return askAtStart(options.dataDir, thrown, async ({ empty }) => {
        current = await compose(options, { hub, replace, onDamage, empty, depth });
        hub.reload();
      });
    }
  }

  async function replace(asideName: string): Promise<{ readonly setAside: string }> {
    const replacing = replaceNow(asideName);
    // Waiting commands go to whichever app runs afterwards, restored or not.
    ready = replacing.catch(() => undefined);
    return replacing;
  }

  async function replaceNow(asideName: string): Promise<{ readonly setAside: string }> {
    await current.close();
    try {
      const replaced = replaceDatabase(options.dataDir, asideName);
      try {
        current = await begin();
        return { setAside: replaced.setAside };
      } catch (thrown) {
        replaced.undo();
        throw thrown;
      }
    } catch (thrown) {
      current = await begin();
      throw thrown;
    } finally {
      if (closing) await current.close();
      hub.reload();
    }
  }

  return {
    events: hub,
    async dispatch(name, input): Promise<Result<unknown>> {
      await ready;
      return current.dispatch(name, input);
    },
    file: (id) => current.file(id),
    async close() {
      closing = true;
      await ready;
      await current.close();
    },
  };
}
