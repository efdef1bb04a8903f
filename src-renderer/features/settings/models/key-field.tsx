import { TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { keyWords } from './key-words.ts';
import { useServerKey } from './use-server-key.ts';

interface KeyFieldProps {
  /** The server whose key this is, as saved; null: none is chosen. */
  readonly baseUrl: string | null;
  /** True while another address stands in the field above and is not saved yet: the key is typed for that one. */
  readonly addressTyped: boolean;
  /** Saves the address above; true when it is saved. */
  readonly commitAddress: () => Promise<boolean>;
  /** The key that would be used is another one now, or will be. */
  readonly onChange: () => void;
}

/**
 * The key of one server. It goes to the main side and never comes back. The field is a text field with its letters
 * hidden by style: browsers offer to keep passwords, and this is none.
 */
export function KeyField({ baseUrl, addressTyped, commitAddress, onChange }: KeyFieldProps) {
  const group = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(false);
  const key = useServerKey(baseUrl, addressTyped, commitAddress);
  const { state, text } = key;
  // The next key begins hidden again.
  if (shown && text === '') setShown(false);
  const fromEnvironment = state?.source === 'environment';
  const noServer = baseUrl === null && !addressTyped;
  return (
    <div
      ref={group}
      className="key-field"
      // The eye and "Remove" belong to the field: the key is saved when the focus leaves them all.
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && group.current?.contains(relatedTarget))) void key.commit();
      }}
    >
      <TextInput
        label="API key"
        description={noServer ? 'Choose a server first.' : undefined}
        className={shown ? undefined : 'secret-field'}
        value={text}
        readOnly={fromEnvironment || noServer}
        error={key.error}
        placeholder={
          state?.present === true ? 'Type a new key to replace it' : 'Not needed for most local servers'
        }
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        rightSection={
          text === '' ? null : (
            <IconButton
              label={shown ? 'Hide key' : 'Show key'}
              // The focus stays in the field, so that a look at the key is no leaving of it.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => setShown(!shown)}
            >
              {shown ? (
                <IconEyeOff size={16} stroke={1.6} aria-hidden />
              ) : (
                <IconEye size={16} stroke={1.6} aria-hidden />
              )}
            </IconButton>
          )
        }
        onChange={(event) => {
          key.type(event.currentTarget.value);
          onChange();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void key.commit();
        }}
      />
      {state?.present === true ? (
        <div className="key-state" role="status">
          <span>{keyWords(state)}</span>
          {fromEnvironment ? null : (
            <Button
              small
              variant="quiet"
              onClick={() => {
                void key.remove();
                onChange();
              }}
            >
              Remove
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}
