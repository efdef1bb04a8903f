/**
 * An app that can end everything inside and start it anew while its shell and pages stay: how a backup takes the place of
 * the database. Commands that come meanwhile wait; afterwards every page is told to load anew.
 */
import type { Result } from '#shared/result.ts';
import { EventHub } from './ipc/event-hub.ts';
import type { AppOptions, TuteeApp } from './shells/app.ts';
import { askAtStart, isQuestion } from './start-question.ts';
import { canBeMended } from './store/file/can-be-mended.ts';
import type { Depth } from './store/file/examine-database.ts';
import { replaceDatabase } from './store/backups/replace-database.ts';

/** Everything of a running app but its events, whose numbers go on when it starts anew. */
export type InnerApp = Omit<TuteeApp, 'events'>;

/** Puts the prepared copy of a backup in place; answers the name under which what was there is kept. */
export type Replace = (asideName: string) => Promise<{ readonly setAside: string }>;

export interface Beginning {
  readonly hub: EventHub;
  readonly replace: Replace;
  /** True: with an empty database, though backups are there. */
  readonly empty: boolean;
  /** How much of the database is looked at. */
  readonly depth: Depth;
  /** To be told when something in the database was found damaged at work. */
  readonly onDamage: () => void;
}

export type Compose = (options: AppOptions, beginning: Beginning) => Promise<InnerApp>;

export async function startRestartable(options: AppOptions, compose: Compose): Promise<TuteeApp> {
  const hub = new EventHub();
  let current = await begin();
  let ready: Promise<unknown> = Promise.resolve();
  let closing = false;
  let mended = false;

  /** Once: what is derived is made anew by starting anew; what is not stays as it is, and is refused at the next start. */
  function onDamage(): void {
    if (mended || closing) return;
    mended = true;
    if (!canBeMended(options.dataDir)) return;
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
    // Whoever waits wants the app that runs then, whether or not it is the one hoped for.
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
