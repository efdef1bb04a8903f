/** Wires the tools for files; called by compose-tools.ts only. No behaviour of its own. */
import { realpathSync } from 'node:fs';
import type { Publish } from '#shared/contract/events.ts';
import type { FolderOwner } from '#shared/tools/allowed-folder.ts';
import type { CallChangesPorts } from '../chat/call-changes.ts';
import type { OfferedTool, ToolPlace } from '../chat/ports/tools.ts';
import { AllowedFolders } from '../files/allowed-folders.ts';
import { describedTool, FileTools, fileTools } from '../files/file-tools.ts';
import type { Store } from '../store/store.ts';

/** The owner of these tools where others have a server. */
export const FILES = 'tutee:files';

interface FileDependencies {
  readonly dataDir: string;
  readonly store: Store;
  readonly ownerName: (owner: FolderOwner) => string | null;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly onFailure: (thrown: unknown) => void;
}

export function composeFiles({ store, ...dependencies }: FileDependencies) {
  const dataDir = realpathSync(dependencies.dataDir);
  const folders = new AllowedFolders({
    ...dependencies,
    dataDir,
    store: store.allowedFolders,
    now: Date.now,
  });
  const tools = new FileTools(dataDir);
  const offered = (place: ToolPlace): OfferedTool[] => {
    const usable = folders.usable(place);
    return fileTools.flatMap((tool): OfferedTool[] => {
      const permission = folders.permission(tool.name);
      const isUsable = usable.some(({ mayWrite }) => mayWrite || !tool.writes);
      if (!isUsable || permission === 'never') return [];
      return [
        {
          ...describedTool(tool, usable),
          serverId: FILES,
          server: '',
          tool: tool.name,
          readOnly: !tool.writes,
          permission,
          staysHere: true,
          isDelicate: (args) => tools.isDelicate(tool.name, args),
          // Looked up again: the user may have removed a folder since.
          call: (args, signal, files) =>
            tools.call(tool.name, args, { ...files, folders: folders.usable(place), signal }),
        },
      ];
    });
  };
  const changes: CallChangesPorts['files'] = {
    preview: (tool, args, place) => tools.preview(tool, args, folders.usable(place)),
    made: (tool, args, change) => tools.made(tool, args, change),
    undo: (change) => tools.undo(change),
  };
  return { folders, offered, changes };
}
