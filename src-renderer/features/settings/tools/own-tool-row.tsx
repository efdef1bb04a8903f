import { SegmentedControl } from '@mantine/core';
import type { OwnTool } from '../../../../shared/tools/allowed-folder.ts';
import type { ToolPermission } from '../../../../shared/tools/tool-server.ts';
import { ownToolName } from '../../chat/tools/call-words.ts';
import { permissionChoices } from './tool-row.tsx';
import { t } from '../../../language/translate.ts';

interface OwnToolRowProps {
  readonly tool: OwnTool;
  readonly onPermit: (permission: ToolPermission) => void;
}

/** One of Tutee's own tools, and what it may do. */
export function OwnToolRow({ tool: { name, permission }, onPermit }: OwnToolRowProps) {
  const shown = ownToolName(name) ?? name;
  return (
    <li className="tool-server own-tool">
      <span>{shown}</span>
      <SegmentedControl
        size="xs"
        aria-label={t('May {{name}} be used?', { name: shown })}
        data={[...permissionChoices]}
        value={permission}
        onChange={(value) => {
          const chosen = permissionChoices.find((choice) => choice.value === value);
          if (chosen !== undefined) onPermit(chosen.value);
        }}
      />
    </li>
  );
}
