import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allSpecs, changedSpecs, specsByFolder } from '../../../scripts/changed-specs.ts';
import { projectRoot } from '../../../scripts/project.ts';

const specs = allSpecs();
const folders = (path: string) =>
  readdirSync(join(projectRoot, path), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [entry.name] : [],
  );

describe('the end-to-end specs that a change concerns', () => {
  it('are the changed ones, and all when what they share has changed', () => {
    expect(changedSpecs(['tests/e2e/chat/paste.spec.ts'], specs)).toEqual(['chat/paste.spec.ts']);
    expect(changedSpecs(['tests/e2e/fixtures.ts'], specs)).toEqual(specs);
    expect(changedSpecs(['docs/plan.md', 'tests/unit/patterns.test.ts'], specs)).toEqual([]);
  });

  it('are those of the folder of the page, a few for the main side, and all for what the page is made of', () => {
    expect(changedSpecs(['src-renderer/features/settings/settings-page.tsx'], specs)).toContain(
      'settings/typed-settings.spec.ts',
    );
    expect(changedSpecs(['src-renderer/features/agents/agents-page.tsx'], specs)).not.toContain(
      'chat/chat.spec.ts',
    );
    expect(changedSpecs(['src-main/compose.ts'], specs)).toContain('memory/teach-and-recall.spec.ts');
    expect(changedSpecs(['src-main/compose.ts'], specs)).not.toContain('page/narrow.spec.ts');
    expect(changedSpecs(['src-renderer/ui/button.tsx'], specs)).toEqual(specs);
  });

  it('leave out no folder of the page and no spec', () => {
    const known = [...folders('src-renderer/features'), ...folders('src-renderer/state')];
    expect(Object.keys(specsByFolder)).toEqual(expect.arrayContaining(known));
    const reached = changedSpecs(
      Object.keys(specsByFolder).map((name) => `src-renderer/features/${name}/any.tsx`),
      specs,
    );
    expect(reached).toEqual(specs);
  });
});
