import { useEffect, useRef, useState } from 'react';
import type { KeyState } from '../../../../shared/models/model.ts';
import type { Result } from '../../../../shared/result.ts';
import { client } from '../../../client/client.ts';
import { pendingSave } from '../../../state/settings/pending-saves.ts';
import { savedSettings } from '../../../state/settings/settings-store.ts';
import { useTypedField } from '../../../state/settings/typed-fields.ts';

interface ServerKey {
  /** What is known of the saved key; null until it is known. */
  readonly state: KeyState | null;
  /** What is typed and not saved yet. */
  readonly text: string;
  readonly error: string | null;
  readonly type: (text: string) => void;
  /** Saves what is typed. True when nothing is left unsaved. */
  readonly commit: () => Promise<boolean>;
  readonly remove: () => Promise<void>;
}

/** What is typed, and the saved server it was typed for; null: for the address in the field above, not saved at that time. */
interface TypedKey {
  readonly text: string;
  readonly server: string | null;
}

const nothing: TypedKey = { text: '', server: null };

/** The key of the server at `baseUrl`, being typed and saved. A key never goes to a server it was not typed for. */
export function useServerKey(
  baseUrl: string | null,
  addressTyped: boolean,
  commitAddress: () => Promise<boolean>,
): ServerKey {
  const [state, setState] = useState<KeyState | null>(null);
  const [typed, setTyped] = useState(nothing);
  const [error, setError] = useState<string | null>(null);
  // Beside the state: the press that saves may come before the page is drawn with what was typed.
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
    void client.call('models.keyState', { baseUrl }).then((result) => {
      if (current && result.ok) setState(result.value);
    });
    return () => {
      current = false;
    };
  }, [baseUrl]);
  const show = (result: Result<KeyState>): void => {
    if (result.ok) setState(result.value);
    setError(result.ok ? null : result.error.message);
  };
  const commit = async (): Promise<boolean> => {
    if (latest.current.text.trim() === '') return true;
    if (!(await commitAddress())) {
      setError('Not saved yet: correct the address above first.');
      return false;
    }
    const key = latest.current;
    const server = savedSettings()?.baseUrl ?? null;
    const apiKey = key.text.trim();
    if (apiKey === '') return true;
    if (server === null || (key.server !== null && key.server !== server)) {
      setError('Not saved: choose a server first.');
      return false;
    }
    const result = await pendingSave(client.call('models.setKey', { baseUrl: server, apiKey }));
    show(result);
    // What was typed while it was being saved is saved when the field is left again.
    if (result.ok && latest.current === key) keep(nothing);
    return result.ok;
  };
  useTypedField(commit);
  return {
    state,
    text: typed.text,
    error,
    type: (text) => {
      setError(null);
      // A key begun for one server is finished for the same one.
      const begun = latest.current.text !== '';
      keep({ text, server: begun ? latest.current.server : addressTyped ? null : baseUrl });
    },
    commit,
    remove: async () => {
      if (baseUrl !== null) show(await client.call('models.removeKey', { baseUrl }));
    },
  };
}
