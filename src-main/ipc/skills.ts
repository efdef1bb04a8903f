import type { CommandHandlers } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Attachments } from '../attachments/attachments.ts';
import type { Skills } from '../skills/skills.ts';
import type { Memories } from '../teachability/memory-service.ts';
import type { TransferFiles } from '../transfer/transfer-files.ts';
import { writeWhole } from '../disk/write-whole.ts';

type SkillHandlers = Pick<CommandHandlers, Extract<keyof CommandHandlers, `skills.${string}`>>;

export function skillHandlers(
  skills: Skills,
  memories: Pick<Memories, 'get' | 'teach'>,
  uploads: Attachments['uploads'],
  files: TransferFiles,
): SkillHandlers {
  return {
    'skills.list': () => skills.list(),
    'skills.addPath': async ({ path }) => ({ skills: await skills.addPath(path) }),
    'skills.addFile': async ({ uploadId }) => {
      const { name, bytes } = uploads.take(uploadId);
      return { skills: await skills.addFile(name, bytes) };
    },
    'skills.addMemory': async ({ memoryId }) => {
      const { memory } = await memories.get(memoryId);
      // Models elsewhere are told of every skill.
      if (memory.private)
        throw new TuteeError(
          'invalid_input',
          'This memory is private, and skills are sent to models elsewhere too.',
        );
      if (memory.kind !== 'skill')
        throw new TuteeError(
          'invalid_input',
          'Only what you taught about how to do something becomes a skill.',
        );
      return { skill: await skills.addTaught(memory) };
    },
    'skills.teach': async ({ id }) => {
      const { memory } = await memories.teach({ ...(await skills.taught(id)), kind: 'skill' });
      return { memoryId: memory.id };
    },
    'skills.update': ({ id, enabled }) => {
      skills.enable(id, enabled);
      return {};
    },
    'skills.remove': ({ id }) => {
      skills.remove(id);
      return {};
    },
    'skills.text': ({ id, path }) => ({ text: skills.text(id, path) }),
    'skills.export': async ({ id }) => {
      const { name, bytes } = await skills.packed(id);
      const { fileId, path } = files.reserve();
      await writeWhole(path, bytes);
      files.offer(fileId, { name, path });
      return { fileId, name };
    },
    'skills.permit': ({ tool, permission }) => {
      if (!skills.permit(tool, permission)) throw new TuteeError('not_found', 'Tutee has no such tool.');
      return {};
    },
  };
}
