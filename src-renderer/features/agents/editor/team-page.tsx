import { Tabs, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { loadAgentOptions, useAgentsStore } from '../../../state/runs/agents-store.ts';
import { startDialog } from '../../../state/runs/start-run-store.ts';
import type { TeamDraft } from '../../../state/runs/team-drafts-store.ts';
import {
  changeComponent,
  changeWithUndo,
  discardChanges,
  dropDraft,
  hasFaults,
  isChanged,
  isNew,
  setTeamName,
  openTeam,
  renameIn,
  replaceComponent,
  saveTeam,
  useTeamDrafts,
} from '../../../state/runs/team-drafts-store.ts';
import { showNotice } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { PageHeader } from '../../shell/frame/page-header.tsx';
import type { TeamView } from '../agents-route.ts';
import { agentsPath, isTeamView } from '../agents-route.ts';
import type { Path } from '../component/component-json.ts';
import type { Editor } from '../forms/editor-context.ts';
import { EditorContext } from '../forms/editor-context.ts';
import { reservedNameReason } from '../../../../shared/agents/names.ts';
import { parsePath } from '../component/faults.ts';
import { GraphTab } from '../graph/graph-tab.tsx';
import { JsonTab } from './json-tab.tsx';
import { participantPath } from '../component/outline.ts';
import { ParticipantForm } from '../forms/participant-form.tsx';
import { TeamMenu } from '../gallery/team-menu.tsx';
import { SaveConflict } from './save-conflict.tsx';
import { TeamOutline } from './team-outline.tsx';
import { useSaveShortcut } from './use-save-shortcut.ts';
import { t } from '../../../language/translate.ts';
import './team-page.css';

interface TeamPageProps {
  readonly teamKey: string;
  readonly view: TeamView;
}

/** One agent or team: as a form, as a graph, as JSON. */
export function TeamPage({ teamKey, view }: TeamPageProps) {
  const draft = useTeamDrafts(({ drafts }) => drafts.get(teamKey));
  const failure = useTeamDrafts(({ failures }) => failures.get(teamKey));
  useEffect(() => void openTeam(teamKey), [teamKey]);
  useEffect(() => void loadAgentOptions(), []);
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        {draft === undefined ? (
          <>
            <PageHeader title={t('Agents')} />
            <div className="agents" aria-busy={failure === undefined}>
              {failure === undefined ? null : (
                <FailureState message={failure.message} onRetry={() => void openTeam(teamKey)} />
              )}
            </div>
          </>
        ) : (
          <OpenTeam teamKey={teamKey} view={view} draft={draft} />
        )}
      </main>
    </div>
  );
}

interface OpenTeamProps extends TeamPageProps {
  readonly draft: TeamDraft;
}

function OpenTeam({ teamKey, view, draft }: OpenTeamProps) {
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<Path>([]);
  const options = useAgentsStore((state) => state.options);
  const { component, faults } = draft;
  const editor = useMemo(
    (): Editor => ({
      component,
      faults,
      options,
      change: (path, value) => changeComponent(teamKey, path, value),
      rename: (path, name) => renameIn(teamKey, path, name),
      replace: (whole, done) =>
        done === undefined ? replaceComponent(teamKey, whole) : changeWithUndo(teamKey, whole, done),
    }),
    [component, faults, options, teamKey],
  );
  const to = (place: TeamView) => navigate(agentsPath({ type: 'team', key: teamKey, view: place }));
  const open = (path: Path): void => {
    setChosen(path);
    to('form');
  };
  return (
    <EditorContext value={editor}>
      <PageHeader
        title={draft.name === '' ? t('Without a name') : draft.name}
        note={<DraftNote teamKey={teamKey} draft={draft} />}
      >
        <TeamActions teamKey={teamKey} draft={draft} onFaults={() => open(firstFaulty(draft))} />
      </PageHeader>
      <Tabs
        className="agents-tabs"
        value={view}
        keepMounted={false}
        onChange={(value) => to(isTeamView(value) ? value : 'form')}
      >
        <div className="tabs-row">
          <Tabs.List>
            <Tabs.Tab value="form">{t('Form')}</Tabs.Tab>
            <Tabs.Tab value="graph">{t('Graph')}</Tabs.Tab>
            <Tabs.Tab value="json">{'JSON'}</Tabs.Tab>
          </Tabs.List>
          <Link
            href={agentsPath({ type: 'list', list: teamKey.startsWith('gallery:') ? 'gallery' : 'yours' })}
          >
            {t('All agents')}
          </Link>
        </div>
        <SaveConflict teamKey={teamKey} draft={draft} />
        <div className="agents-scroll" tabIndex={0}>
          <Tabs.Panel value="form">
            <TeamForm teamKey={teamKey} draft={draft} chosen={chosen} onChoose={setChosen} />
          </Tabs.Panel>
          <Tabs.Panel value="graph">
            <GraphTab onOpen={open} />
          </Tabs.Panel>
          <Tabs.Panel value="json">
            <JsonTab teamKey={teamKey} draft={draft} />
          </Tabs.Panel>
        </div>
      </Tabs>
    </EditorContext>
  );
}

function firstFaulty({ component, faults }: TeamDraft): Path {
  return participantPath(component, parsePath(faults[0]?.path ?? ''));
}

function DraftNote({ teamKey, draft }: { readonly teamKey: string; readonly draft: TeamDraft }) {
  if (draft.saved === null) return t('Not saved yet');
  if (isChanged(draft)) return t('Changes not saved');
  return teamKey.startsWith('gallery:') ? t('Comes with Tutee') : t('Saved');
}

interface TeamActionsProps {
  readonly teamKey: string;
  readonly draft: TeamDraft;
  readonly onFaults: () => void;
}

/** Save when there are changes, otherwise Start a run. */
function TeamActions({ teamKey, draft, onFaults }: TeamActionsProps) {
  const [, navigate] = useLocation();
  const saved = useAgentsStore((state) => state.saved?.find(({ id }) => id === teamKey));
  const changed = isChanged(draft);
  const save = async (): Promise<string | null> => {
    const id = await saveTeam(teamKey);
    if (id === null) {
      if (hasFaults(teamKey)) onFaults();
      return null;
    }
    showNotice(teamKey.startsWith('gallery:') ? t('Saved as your own.') : t('Saved.'));
    if (id !== teamKey) navigate(agentsPath({ type: 'team', key: id, view: 'form' }), { replace: true });
    return id;
  };
  useSaveShortcut(() => {
    if (changed && draft.invalidJson === null && !draft.saving) void save();
  });
  const toYours = () => navigate(agentsPath({ type: 'list', list: 'yours' }));
  const saveLabel = teamKey.startsWith('gallery:') ? t('Save a copy') : t('Save');
  const invalidJson = draft.invalidJson !== null;
  return (
    <>
      {changed && draft.saved === null ? (
        <Button
          variant="quiet"
          className="wide-only"
          onClick={() => {
            dropDraft(teamKey);
            toYours();
          }}
        >
          {t('Discard')}
        </Button>
      ) : null}
      {changed && draft.saved !== null ? (
        <Button variant="quiet" className="wide-only" onClick={() => discardChanges(teamKey)}>
          {t('Discard changes')}
        </Button>
      ) : null}
      {isNew(teamKey) ? null : (
        <TeamMenu
          team={{ ...(saved ?? { kind: 'other' as const }), id: teamKey, name: draft.name }}
          onDeleted={() => {
            dropDraft(teamKey);
            toYours();
          }}
        />
      )}
      {changed ? (
        <Button variant="primary" disabled={draft.saving || invalidJson} onClick={() => void save()}>
          {saveLabel}
        </Button>
      ) : (
        <Button variant="primary" onClick={() => startDialog.open({ id: teamKey, name: draft.name })}>
          <IconPlayerPlay size={15} stroke={1.8} aria-hidden />
          {t('Start a run')}
        </Button>
      )}
    </>
  );
}

interface TeamFormProps {
  readonly teamKey: string;
  readonly draft: TeamDraft;
  readonly chosen: Path;
  readonly onChoose: (path: Path) => void;
}

function TeamForm({ teamKey, draft, chosen, onChoose }: TeamFormProps) {
  return (
    <div className="team-form">
      {draft.invalidJson === null ? null : (
        <p className="choose-fault" role="status">
          {t('The JSON tab holds text that cannot be read yet. What you change here takes its place.')}
        </p>
      )}
      <TextInput
        className="team-name"
        label={t('Display name')}
        value={draft.name}
        error={draft.name.trim() === '' ? t('Give it a name.') : reservedNameReason(draft.name)}
        maxLength={200}
        dir="auto"
        onChange={(event) => setTeamName(teamKey, event.currentTarget.value)}
      />
      <div className="team-form-parts">
        <TeamOutline chosen={chosen} onChoose={onChoose} />
        <ParticipantForm key={chosen.join('.')} path={chosen} onChoose={onChoose} />
      </div>
    </div>
  );
}
