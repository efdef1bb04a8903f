import { isSameScope } from '../../../shared/memory/learning-policy.ts';
import type { MemoryScope } from '../../../shared/memory/memory.ts';
import type { NamedScope } from '../../../shared/project.ts';
import { t } from '../../language/translate.ts';

/** Names the scope of a memory; see `formatScope`. */
export type FormatScope = (scope: MemoryScope) => string;

type ScopeWords = Readonly<Record<NamedScope['state'], (name: string) => string>> & {
  readonly unknown: string;
};

const scopeWords: Readonly<Record<Exclude<MemoryScope['type'], 'everywhere'>, ScopeWords>> = {
  project: {
    here: (name) => t('project {{name}}', { name }),
    deleted: (name) => t('deleted project {{name}}', { name }),
    elsewhere: (name) => t('project {{name}}, not on this machine', { name }),
    unknown: t('deleted project'),
  },
  assistant: {
    here: (name) => t('assistant {{name}}', { name }),
    deleted: (name) => t('deleted assistant {{name}}', { name }),
    elsewhere: (name) => t('assistant {{name}}, not on this machine', { name }),
    unknown: t('deleted assistant'),
  },
};

/** The scope of a memory: "everywhere", "project Trip", "deleted project Trip". */
export function formatScope(scope: MemoryScope, named: readonly NamedScope[]): string {
  if (scope.type === 'everywhere') return t('everywhere');
  const words = scopeWords[scope.type];
  const known = named.find((each) => isSameScope(each.scope, scope));
  return known === undefined ? words.unknown : words[known.state](known.name);
}

/** A unique string per scope, for keys and form values. */
export function scopeKey(scope: MemoryScope): string {
  return scope.type === 'everywhere' ? scope.type : `${scope.type}:${scope.id}`;
}
