import { TextInput } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { keyStorageLabel } from './key-storage-label.ts';
import { useServerKey } from './use-server-key.ts';
import { t } from '../../../language/translate.ts';

interface KeyFieldProps {
  /** The saved server that the key belongs to; null: none. */
  readonly baseUrl: string | null;
  /** True while the address field holds an unsaved address; the key is typed for that one. */
  readonly addressTyped: boolean;
  /** Saves the address; resolves to whether it is saved. */
  readonly commitAddress: () => Promise<boolean>;
  /** The id of the provider that has the address by now; null: none yet. */
  readonly providerId: () => string | null;
  /** Called when the effective key changes or is about to. */
  readonly onChange: () => void;
}

/**
 * The API key of one server. It is sent to the main process and never read back. The field is a text field masked by
 * style, because browsers offer to save passwords.
 */
export function KeyField({ baseUrl, addressTyped, commitAddress, providerId, onChange }: KeyFieldProps) {
  const group = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(false);
  const key = useServerKey(baseUrl, addressTyped, commitAddress, providerId);
  const { state, text } = key;
  // A new key is masked again.
  if (shown && text === '') setShown(false);
  const fromEnvironment = state?.source === 'environment';
  const noServer = baseUrl === null && !addressTyped;
  return (
    <div
      ref={group}
      className="key-field"
      // The eye button and "Remove" belong to the field: the key is saved when the focus leaves all of them.
      onBlur={({ relatedTarget }) => {
        if (!(relatedTarget instanceof Node && group.current?.contains(relatedTarget))) void key.commit();
      }}
    >
      <TextInput
        label={t('API key')}
        description={noServer ? t('Choose a server first.') : undefined}
        className={shown ? undefined : 'secret-field'}
        value={text}
        readOnly={fromEnvironment || noServer}
        error={key.error}
        placeholder={
          state?.present === true ? t('Type a new key to replace it') : t('Not needed for most local servers')
        }
        autoComplete="off"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        rightSection={
          text === '' ? null : (
            <IconButton
              label={shown ? t('Hide key') : t('Show key')}
              // Keeps the focus in the field, so that revealing the key does not count as leaving it.
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
          <span>{keyStorageLabel(state)}</span>
          {fromEnvironment ? null : (
            <Button
              small
              variant="quiet"
              onClick={() => {
                void key.remove();
                onChange();
              }}
            >
              {t('Remove')}
            </Button>
          )}
        </div>
      ) : null}
    </div>
  );
}
