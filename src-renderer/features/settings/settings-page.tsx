/**
 * The Settings page and its tabs. features/settings owns the forms of settings. It may not know the other pages,
 * except the usage overview of features/runs.
 */
import { SegmentedControl, Tabs } from '@mantine/core';
import { useLocation } from 'wouter';
import { saveSettings, useIsFixed, useSettingsStore } from '../../state/settings/settings-store.ts';
import { showFailure } from '../../state/page/toast-store.ts';
import { PageHeader } from '../shell/frame/page-header.tsx';
import { AboutTab } from './about-tab.tsx';
import { DataTab } from './data/data-tab.tsx';
import { GeneralTab } from './general/general-tab.tsx';
import { MemoryTab } from './memory/memory-tab.tsx';
import { ModelsTab } from './models/models-tab.tsx';
import { PromptsTab } from './prompts/prompts-tab.tsx';
import { ShortcutsTab } from './shortcuts-tab.tsx';
import { ToolsTab } from './tools/tools-tab.tsx';
import { t } from '../../language/translate.ts';
import './settings.css';

const tabs = [
  { id: 'general', name: t('General') },
  { id: 'models', name: t('Models') },
  { id: 'memory', name: t('Memory') },
  { id: 'prompts', name: t('Prompts') },
  { id: 'tools', name: t('Tools') },
  { id: 'shortcuts', name: t('Shortcuts') },
  { id: 'data', name: t('Data') },
  { id: 'about', name: t('About') },
] as const;

const themes = [
  { value: 'system', label: t('System') },
  { value: 'light', label: t('Light') },
  { value: 'dark', label: t('Dark') },
] as const;

export default function SettingsPage({ tab }: { readonly tab: string }) {
  const [, navigate] = useLocation();
  const known = tabs.some(({ id }) => id === tab);
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader title={t('Settings')}>
          <ThemeChoice />
        </PageHeader>
        <Tabs
          className="settings-tabs"
          value={known ? tab : 'models'}
          keepMounted={false}
          onChange={(value) => navigate(`/settings/${value}`)}
        >
          <Tabs.List>
            {tabs.map(({ id, name }) => (
              <Tabs.Tab key={id} value={id}>
                {name}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {/* A tab without focusable content must still scroll by keyboard. */}
          <div className="settings-scroll" tabIndex={0}>
            <Tabs.Panel value="general">
              <GeneralTab />
            </Tabs.Panel>
            <Tabs.Panel value="models">
              <ModelsTab />
            </Tabs.Panel>
            <Tabs.Panel value="memory">
              <MemoryTab />
            </Tabs.Panel>
            <Tabs.Panel value="prompts">
              <PromptsTab />
            </Tabs.Panel>
            <Tabs.Panel value="tools">
              <ToolsTab />
            </Tabs.Panel>
            <Tabs.Panel value="shortcuts">
              <ShortcutsTab />
            </Tabs.Panel>
            <Tabs.Panel value="data">
              <DataTab />
            </Tabs.Panel>
            <Tabs.Panel value="about">
              <AboutTab />
            </Tabs.Panel>
          </div>
        </Tabs>
      </main>
    </div>
  );
}

function ThemeChoice() {
  const theme = useSettingsStore((state) => state.theme);
  const fixed = useIsFixed('theme');
  const choose = async (value: string): Promise<void> => {
    const chosen = themes.find((each) => each.value === value);
    if (chosen === undefined) return;
    const result = await saveSettings({ theme: chosen.value });
    if (!result.ok) showFailure(result.error);
  };
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('Theme')}
      data={[...themes]}
      value={theme}
      disabled={fixed}
      onChange={(value) => void choose(value)}
    />
  );
}
