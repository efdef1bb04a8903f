import { Menu } from '@mantine/core';
import {
  IconChevronRight,
  IconDots,
  IconFolderOpen,
  IconFolders,
  IconPencilPlus,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import { memo, useState } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useLocation } from 'wouter';
import type { Project } from '../../../../shared/project.ts';
import { deleteProject, collapseProject, expandProject } from '../../../state/chat/projects-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { shortcutOf } from '../keys/shortcuts.ts';
import { currentBindings } from '../keys/use-bindings.ts';
import { t } from '../../../language/translate.ts';

interface ProjectRowProps {
  readonly project: Project;
  readonly open: boolean;
}

/** A project in the sidebar; expands to its chats. */
export const ProjectRow = memo(function ProjectRow({ project, open }: ProjectRowProps) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [, navigate] = useLocation();
  const remove = (): void => {
    focusProjects();
    void deleteProject(project);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const id = shortcutOf(event, 'list', false, currentBindings());
    if (id === 'rename') view.openProject(project);
    if (id === 'remove') remove();
    if (event.key === 'ArrowRight' && !open) expandProject(project.id);
    if (event.key === 'ArrowLeft' && open) collapseProject(project.id);
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    setMenuOpen(true);
  };
  const openPage = (): void => {
    expandProject(project.id);
    view.closeSidebar();
    navigate(`/project/${project.id}`);
  };
  const newChat = (): void => {
    openPage();
    view.focusComposer();
  };
  return (
    <div className="chat-row project-row" onContextMenu={onContextMenu}>
      <button
        type="button"
        className="chat-link project-link"
        aria-expanded={open}
        onKeyDown={onKeyDown}
        onClick={() => (open ? collapseProject(project.id) : expandProject(project.id))}
      >
        <IconChevronRight size={14} stroke={1.7} aria-hidden />
        <span dir="auto">{project.name}</span>
      </button>
      <Menu opened={menuOpen} onChange={setMenuOpen} position="bottom-end" withinPortal>
        <Menu.Target>
          <button
            type="button"
            className="icon-button chat-more"
            aria-label={t('Actions for project {{name}}', { name: project.name })}
          >
            <IconDots size={16} stroke={1.6} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFolderOpen size={15} stroke={1.6} aria-hidden />} onClick={openPage}>
            {t('Open')}
          </Menu.Item>
          <Menu.Item leftSection={<IconPencilPlus size={15} stroke={1.6} aria-hidden />} onClick={newChat}>
            {t('New chat in it')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolders size={15} stroke={1.6} aria-hidden />}
            onClick={() => view.openKnowledge({ type: 'project', id: project.id }, project.name)}
          >
            {t('Knowledge…')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings size={15} stroke={1.6} aria-hidden />}
            onClick={() => view.openProject(project)}
          >
            {t('Name and learning…')}
          </Menu.Item>
          <Menu.Item
            data-danger
            leftSection={<IconTrash size={15} stroke={1.6} aria-hidden />}
            onClick={remove}
          >
            {t('Delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
});

/** The row goes away and its chats move, so the focus moves to an element that stays. */
function focusProjects(): void {
  document.querySelector<HTMLElement>('.side-projects button:last-child')?.focus({ preventScroll: true });
}
