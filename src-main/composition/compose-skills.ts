/** Wires skills; called by compose-tools.ts only. No behaviour of its own. */
import type { OfferedTool } from '../chat/ports/tools.ts';
import { runInFiles } from '../code/run-in-files.ts';
import type { RunScript } from '../skills/ports.ts';
import { callSkillTool, describedSkillTool, skillTools } from '../skills/skill-tools.ts';
import { Skills } from '../skills/skills.ts';
import type { SkillsPorts } from '../skills/skills.ts';
import type { Store } from '../store/store.ts';
import { workerEntry } from './worker-entry.ts';

/** The owner of these tools where others have a server. */
export const SKILLS = 'tutee:skills';

interface SkillDependencies extends Omit<SkillsPorts, 'store' | 'now'> {
  readonly store: Store;
}

export function composeSkills({ store, ...dependencies }: SkillDependencies) {
  const { skills: rows, allowedFolders: decided } = store;
  const skills = new Skills({
    ...dependencies,
    store: {
      list: () => rows.list(),
      put: (skill, files) => rows.put(skill, files),
      enable: (id, enabled) => rows.enable(id, enabled),
      delete: (id) => rows.delete(id),
      files: (id) => rows.files(id),
      permissions: () => decided.permissions(),
      permit: (tool, permission) => decided.permit(tool, permission),
    },
    now: Date.now,
  });
  const runScript: RunScript = (program, signal) =>
    runInFiles(program, { workerEntry: workerEntry('code-worker') }, signal);
  const offered = (): OfferedTool[] => {
    const enabled = skills.enabled();
    const hasFiles = enabled.some(({ files }) => files.length > 0);
    const hasScripts = skills.list().skills.some((skill) => skill.enabled && skill.hasScripts);
    const isUseful = {
      use_skill: enabled.length > 0,
      read_skill_file: hasFiles,
      run_skill_script: hasScripts,
    };
    return skillTools.flatMap((tool): OfferedTool[] => {
      const permission = skills.permission(tool.name);
      if (!isUseful[tool.name] || permission === 'never') return [];
      return [
        {
          ...describedSkillTool(tool, enabled),
          serverId: SKILLS,
          server: '',
          tool: tool.name,
          readOnly: !tool.runs,
          permission,
          staysHere: true,
          isChosen: tool.name === 'use_skill',
          // Looked up again: the user may have switched one off since.
          call: (args, signal) => {
            const ports = { skills: skills.enabled(), files: (id: string) => skills.files(id), runScript };
            return callSkillTool(tool.name, args, ports, signal);
          },
        },
      ];
    });
  };
  return { skills, offered };
}
