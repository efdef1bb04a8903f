import { TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { client } from '../../client/client.ts';
import type { KeyState } from '../../../shared/model.ts';
import type { Result } from '../../../shared/result.ts';
import { pendingSave } from '../../state/pending-saves.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { keyWords } from './key-words.ts';

/**
 * The key of one server. It goes to the main side and never comes back. The field is a text field with its letters
 * hidden by style: browsers offer to keep passwords, and this is none.
 */
export function KeyField({ baseUrl }: { readonly baseUrl: string | null }) {
  const [state, setState] = useState<KeyState | null>(null);
  const [text, setText] = useState('');
  const [shown, setShown] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const show = (result: Result<KeyState>): void => {
    if (result.ok) setState(result.value);
    setError(result.ok ? null : result.error.message);
  };
  const [focused, setFocused] = useState(false);
  const [shownFor, setShownFor] = useState(baseUrl);
  if (shownFor !== baseUrl) {
    setShownFor(baseUrl);
    setState(null);
    setError(null);
    // Whoever went on from the address to the key is typing the key of the new server; anything else was another's.
    if (!focused) setText('');
  }
  useEffect(() => {
    let current = true;
    if (baseUrl === null) return;
    void client.call('models.keyState', { baseUrl }).then((result) => {
      if (current && result.ok) setState(result.value);
    });
    return () => {
      current = false;
    };
  }, [baseUrl]);
  const save = async (): Promise<void> => {
    if (baseUrl === null || text.trim() === '') return;
    const result = await pendingSave(client.call('models.setKey', { baseUrl, apiKey: text.trim() }));
    show(result);
    if (result.ok) setText('');
  };
  const remove = async (): Promise<void> => {
    if (baseUrl !== null) show(await client.call('models.removeKey', { baseUrl }));
  };
  const fromEnvironment = state?.source === 'environment';
  return (
    <div className="key-field">
      <TextInput
        label="API key"
        onFocus={() => setFocused(true)}
        description={baseUrl === null ? 'Choose a server first.' : undefined}
        className={shown ? undefined : 'secret-field'}
        value={text}
        readOnly={fromEnvironment || baseUrl === null}
        error={error}
        placeholder={
          state?.present === true ? 'Type a new key to replace it' : 'Not needed for most local servers'
        }
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        rightSection={
          text === '' ? null : (
            <IconButton label={shown ? 'Hide key' : 'Show key'} onClick={() => setShown(!shown)}>
              {shown ? (
                <IconEyeOff size={16} stroke={1.6} aria-hidden />
              ) : (
                <IconEye size={16} stroke={1.6} aria-hidden />
              )}
            </IconButton>
          )
        }
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={(event) => {
          setFocused(false);
          if (!event.relatedTarget?.closest('.key-field')) void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
        }}
      />
      {state?.present === true ? (
        <div className="key-state" role="status">
          <span>{keyWords(state)}</span>
          {fromEnvironment ? null : (
            <Button small variant="quiet" onClick={() => void remove()}>
              Remove
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}
