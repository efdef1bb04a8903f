import { NativeSelect, TextInput } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import { IconButton } from '../../../../ui/controls/button.tsx';
import type { Component, Json, JsonObject, Path } from '../../component/component-json.ts';
import { isObject, membersOf, nameOf, withValue } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { ValueFieldProps } from './field-props.ts';
import { NumberInput } from './number-field.tsx';
import { RowsField } from './rows-field.tsx';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

interface ChatsFieldProps extends ValueFieldProps<'chats'> {
  /** The component whose members talk. */
  readonly component: Component;
}

/** Two-party chats, one per row, in order. Other keys of a chat are kept; the JSON tab edits them. */
export function ChatsField({ field, component, valuePath, value }: ChatsFieldProps) {
  const { change } = useEditor();
  const fault = useFault(valuePath);
  const names = membersOf(component).map((member) => nameOf(member.component));
  const chats: readonly Json[] = Array.isArray(value) ? value : [];
  const [first, second] = names;
  const added = field.alone ? { recipient: first ?? '' } : { sender: first ?? '', recipient: second ?? '' };
  return (
    <RowsField
      label={field.label}
      help={t(
        'It opens with the words you give, in which {task} stands for what was asked; without any, with just that.',
      )}
      fault={fault}
      addLabel={t('Add a chat')}
      onAdd={names.length < (field.alone ? 1 : 2) ? null : () => change(valuePath, [...chats, added])}
    >
      {chats.map((chat, at) =>
        isObject(chat) ? (
          <ChatRow
            key={at}
            chat={chat}
            names={names}
            alone={field.alone}
            valuePath={[...valuePath, at]}
            onEarlier={
              at === 0 ? null : () => change(valuePath, chats.toSpliced(at, 1).toSpliced(at - 1, 0, chat))
            }
            onRemove={() => change(valuePath, chats.toSpliced(at, 1))}
          />
        ) : null,
      )}
    </RowsField>
  );
}

interface ChatRowProps {
  readonly chat: JsonObject;
  readonly names: readonly string[];
  readonly alone: boolean;
  readonly valuePath: Path;
  /** Null for the first chat. */
  readonly onEarlier: (() => void) | null;
  readonly onRemove: () => void;
}

function ChatRow({ chat, names, alone, valuePath, onEarlier, onRemove }: ChatRowProps) {
  const { change } = useEditor();
  const textOf = (key: string) => (typeof chat[key] === 'string' ? chat[key] : '');
  const sender = textOf('sender');
  const recipient = textOf('recipient');
  const label =
    sender === ''
      ? t('It to {{to}}', { to: recipient })
      : t('{{from}} to {{to}}', { from: sender, to: recipient });
  const self = alone ? [{ value: '', label: t('the agent') }] : [];
  const options = (name: string) => [...new Set([...names, ...(name === '' ? [] : [name])])];
  const set = (key: string, next: Json | undefined): void => change(valuePath, withValue(chat, [key], next));
  return (
    <div className="condition" role="group" aria-label={label}>
      <div className="ordered">
        <NativeSelect
          aria-label={t('Who opens')}
          data={[...self, ...options(sender).map((name) => ({ value: name, label: name }))]}
          value={sender}
          onChange={(event) =>
            set('sender', event.currentTarget.value === '' ? undefined : event.currentTarget.value)
          }
        />
        <span aria-hidden>→</span>
        <NativeSelect
          aria-label={t('Who answers')}
          className="grows"
          data={options(recipient)}
          value={recipient}
          onChange={(event) => set('recipient', event.currentTarget.value)}
        />
        <IconButton
          label={t('Have {{chat}} earlier', { chat: label })}
          disabled={onEarlier === null}
          onClick={() => onEarlier?.()}
        >
          <IconArrowUp size={15} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton label={t('Remove {{name}}', { name: label })} onClick={onRemove}>
          <IconX size={15} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      <TextInput
        label={t('Opens with')}
        placeholder="{task}"
        dir="auto"
        value={textOf('message')}
        onChange={(event) =>
          set('message', event.currentTarget.value === '' ? undefined : event.currentTarget.value)
        }
      />
      {sender === '' ? null : (
        <NumberInput
          label={t('Rounds')}
          placeholder={t('until TERMINATE')}
          value={typeof chat['maxTurns'] === 'number' ? chat['maxTurns'] : null}
          onChange={(rounds) => set('maxTurns', rounds ?? undefined)}
        />
      )}
    </div>
  );
}
