import { useEffect, useRef, useState } from 'react';
import type { KeyState } from '../../../../shared/models/model.ts';
import type { Result } from '../../../../shared/result.ts';
import { client } from '../../../client/client.ts';
import { pendingSave } from '../../../state/settings/pending-saves.ts';
import { savedProvider } from '../../../state/settings/change-providers.ts';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { t } from '../../../language/translate.ts';

interface ServerKey {
  /** What is known about the saved key; null until loaded. */
  readonly state: KeyState | null;
  /** What is typed and not saved yet. */
  readonly text: string;
  readonly error: string | null;
  readonly type: (text: string) => void;
  /** Saves what is typed. Resolves to true when nothing is left unsaved. */
  readonly commit: () => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

/** A typed key and the saved server it was typed for; null when it was typed for an address that was not saved yet. */
interface TypedKey {
  readonly text: string;
  readonly server: string | null;
}

const nothing: TypedKey = { text: '', server: null };

/** Edits and saves the key of the server at `baseUrl`. A key is never sent to a server it was not typed for. */
export function useServerKey(
  baseUrl: string | null,
  addressTyped: boolean,
  commitAddress: () => Promise<boolean>,
  providerId: () => string | null,
): ServerKey {
  const provider = providerId();
  const [state, setState] = useState<KeyState | null>(null);
  const [typed, setTyped] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  // A ref beside the state: the click that saves may arrive before the render with the typed text.
  const latest = useRef(nothing);
  const keep = (key: TypedKey): void => {
    latest.current = key;
    setTyped(key);
  };
  const [shownFor, setShownFor] = useState(baseUrl);
  if (shownFor !== baseUrl) {
    setShownFor(baseUrl);
    setState(null);
    setError(null);
  }
  useEffect(() => {
    let current = true;
    if (latest.current.server !== null && latest.current.server !== baseUrl) {
      latest.current = nothing;
      setTyped(nothing);
    }
    if (baseUrl === null) return;
    void client.call('models.keyState', { baseUrl, ...ofProvider(provider) }).then((result) => {
      if (current && result.ok) setState(result.value);
    });
    return () => {
      current = false;
    };
  }, [baseUrl, provider]);
  const show = (result: Result<KeyState>): void => {
    if (result.ok) setState(result.value);
    setError(result.ok ? null : result.error.message);
  };
  const commit = async (): Promise<boolean> => {
    if (latest.current.text.trim() === '') return true;
    if (!(await commitAddress())) {
      setError(t('Not saved yet: correct the address above first.'));
      return false;
    }
    const key = latest.current;
    const id = providerId();
    const server = savedProvider(id)?.baseUrl ?? null;
    const apiKey = key.text.trim();
    if (apiKey === '') return true;
    if (server === null || (key.server !== null && key.server !== server)) {
      setError(t('Not saved: choose a server first.'));
      return false;
    }
    const result = await pendingSave(
      client.call('models.setKey', { baseUrl: server, ...ofProvider(id), apiKey }),
    );
    show(result);
    // Text typed during the save is saved on the next blur.
    if (result.ok && latest.current === key) keep(nothing);
    return result.ok;
  };
  useAutosave(commit);
  return {
    state,
    text: typed.text,
    error,
    type: (text) => {
      setError(null);
      // A key begun for one server stays with that server.
      const begun = latest.current.text !== '';
      keep({ text, server: begun ? latest.current.server : addressTyped ? null : baseUrl });
    },
    commit,
    remove: async () => {
      if (baseUrl !== null)
        show(await client.call('models.removeKey', { baseUrl, ...ofProvider(providerId()) }));
    },
  };
}

function ofProvider(id: string | null): { readonly provider?: string } {
  return id === null ? {} : { provider: id };
}
