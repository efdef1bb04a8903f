import { client } from '../../client/client.ts';
import { useAppStore } from '../../state/app-store.ts';
import { showFailure } from '../../state/toast-store.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Section } from './section.tsx';

/** Where everything is kept. */
export function DataTab() {
  const info = useAppStore((state) => state.info);
  if (info === null) return <div aria-busy="true" />;
  const open = async (): Promise<void> => {
    const result = await client.call('app.openDataFolder', {});
    if (!result.ok) showFailure(result.error);
  };
  return (
    <Section
      title="Data folder"
      note="Chats, memories and settings are files in this folder on this machine. To back them up, close Tutee and copy it."
    >
      <div className="data-path">
        <code>{info.dataDir}</code>
        <CopyButton text={info.dataDir} label="Copy path" />
      </div>
      {info.shell === 'electron' ? <Button onClick={() => void open()}>Open folder</Button> : null}
    </Section>
  );
}
