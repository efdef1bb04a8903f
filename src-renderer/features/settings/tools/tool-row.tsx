import { SegmentedControl } from '@mantine/core';
import type { ServerTool, ToolPermission } from '../../../../shared/tools/tool-server.ts';
import { acceptTools, permitTool } from '../../../state/settings/tool-servers-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

export const permissionChoices: readonly { readonly value: ToolPermission; readonly label: string }[] = [
  { value: 'always', label: t('Always') },
  { value: 'ask', label: t('Ask') },
  { value: 'never', label: t('Never', {}, 'permission') },
];

interface ToolRowProps {
  readonly serverId: string;
  readonly tool: ServerTool;
}

/** A tool with its description, as text from outside, and what it may do. */
export function ToolRow({ serverId, tool }: ToolRowProps) {
  const { name, title, description, hints, permission, review, before } = tool;
  return (
    <li className="tool-row">
      <div className="tool-row-what">
        <code>{name}</code> {title === '' ? null : <span>{title}</span>}
        <span className="tool-note">{claimsOf(hints)}</span>
        {before === null || before === description ? null : (
          <p className="tool-before" dir="auto">
            <span className="tool-note">{t('Before')}</span>
            {before === '' ? t('No description.') : before}
          </p>
        )}
        <p dir="auto">
          {review === 'changed' ? <span className="tool-note">{t('Now')}</span> : null}
          {description === '' ? t('No description.') : description}
        </p>
        {review === 'changed' && before === description ? (
          <p className="tool-note">{t('What it is given, or what it says of itself, is different now.')}</p>
        ) : null}
      </div>
      {review === 'accepted' ? (
        <SegmentedControl
          size="xs"
          aria-label={t('May {{name}} be used?', { name })}
          data={[...permissionChoices]}
          value={permission}
          onChange={(value) => {
            const chosen = permissionChoices.find((choice) => choice.value === value);
            if (chosen !== undefined) void permitTool(serverId, name, chosen.value);
          }}
        />
      ) : (
        <Button small variant="primary" onClick={() => void acceptTools(serverId, [name])}>
          {review === 'new' ? t('Accept the new tool') : t('Accept the change')}
        </Button>
      )}
    </li>
  );
}

/** What the server says that a tool may do. */
function claimsOf({ readOnly, destructive, openWorld }: ServerTool['hints']): string {
  if (readOnly)
    return openWorld ? t('says that it only reads, may reach the network') : t('says that it only reads');
  if (destructive)
    return openWorld ? t('may change or delete, may reach the network') : t('may change or delete');
  return openWorld ? t('may add, may reach the network') : t('may add');
}
