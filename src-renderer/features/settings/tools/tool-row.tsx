import { SegmentedControl } from '@mantine/core';
import type { ServerTool, ToolPermission } from '../../../../shared/tools/tool-server.ts';
import { acceptTools, permitTool } from '../../../state/settings/tool-servers-store.ts';
import { Button } from '../../../ui/controls/button.tsx';

const choices: readonly { readonly value: ToolPermission; readonly label: string }[] = [
  { value: 'always', label: 'Always' },
  { value: 'ask', label: 'Ask' },
  { value: 'never', label: 'Never' },
];

interface ToolRowProps {
  readonly serverId: string;
  readonly tool: ServerTool;
}

/** A tool with its description, as text from outside, and what it may do. */
export function ToolRow({ serverId, tool }: ToolRowProps) {
  const { name, title, description, hints, permission, review, before } = tool;
  const claims = hints.readOnly
    ? 'says that it only reads'
    : hints.destructive
      ? 'may change or delete'
      : 'may add';
  return (
    <li className="tool-row">
      <div className="tool-row-what">
        <code>{name}</code> {title === '' ? null : <span>{title}</span>}
        <span className="tool-note">{hints.openWorld ? `${claims}, may reach the network` : claims}</span>
        {before === null || before === description ? null : (
          <p className="tool-before" dir="auto">
            <span className="tool-note">Before</span>
            {before === '' ? 'No description.' : before}
          </p>
        )}
        <p dir="auto">
          {review === 'changed' ? <span className="tool-note">Now</span> : null}
          {description === '' ? 'No description.' : description}
        </p>
        {review === 'changed' && before === description ? (
          <p className="tool-note">What it is given, or what it says of itself, is different now.</p>
        ) : null}
      </div>
      {review === 'accepted' ? (
        <SegmentedControl
          size="xs"
          aria-label={`May ${name} be used?`}
          data={[...choices]}
          value={permission}
          onChange={(value) => {
            const chosen = choices.find((choice) => choice.value === value);
            if (chosen !== undefined) void permitTool(serverId, name, chosen.value);
          }}
        />
      ) : (
        <Button small variant="primary" onClick={() => void acceptTools(serverId, [name])}>
          {review === 'new' ? 'Accept the new tool' : 'Accept the change'}
        </Button>
      )}
    </li>
  );
}
