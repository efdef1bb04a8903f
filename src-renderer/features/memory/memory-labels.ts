import type {
  Cue,
  Memory,
  MemoryActor,
  MemoryEvent,
  MemoryOrigin,
  MemoryStatus,
} from '../../../shared/memory/memory.ts';
import type { FormatScope } from '../../ui/format/format-scope.ts';
import { formatDate } from '../../ui/format/format-time.ts';
import { kindNames } from '../../ui/format/kind-names.ts';
import { t, tCount } from '../../language/translate.ts';

export interface HistoryLine {
  readonly what: string;
  /** The previous text, when it changed. */
  readonly old: string | null;
}

/** Describes one event of a memory's history. */
export function historyLine({ action, actor, before, after }: MemoryEvent): HistoryLine {
  const old = before !== null && before.text !== after?.text ? before.text : null;
  switch (action) {
    case 'learned':
      return { what: actor === 'import' ? t('imported') : t('learned'), old: null };
    case 'edited':
      return { what: old === null ? t('changed') : t('replaced'), old };
    case 'confirmed':
      return { what: t('you said the same again'), old: null };
    case 'superseded':
      return { what: t('a newer memory took its place'), old: null };
    case 'paused':
      return { what: t('paused'), old: null };
    case 'resumed':
      return { what: t('resumed'), old: null };
    case 'pinned':
      return { what: t('pinned'), old: null };
    case 'unpinned':
      return { what: t('unpinned'), old: null };
    case 'forgotten':
      return { what: t('forgotten'), old: null };
    case 'kept_private':
      return { what: t('made private'), old: null };
    case 'shared':
      return { what: t('no longer private'), old: null };
    case 'tagged':
      return { what: t('tags changed'), old: null };
    case 'moved':
      return { what: t('moved to where it applies'), old: null };
    case 'dated':
      return { what: t('until when it holds changed'), old: null };
    case 'expired':
      return { what: t('its time was over'), old: null };
    case 'corrected':
      return { what: t('corrected'), old };
    case 'merged':
      return { what: t('took in others that said the same'), old };
    case 'approved':
      return { what: t('approved'), old };
    case 'rejected':
      return { what: t('rejected'), old };
    case 'restored':
      return { what: t('brought back'), old: null };
    case 'undone':
      return { what: t('a change was taken back'), old };
  }
}

export function originLabel(origin: MemoryOrigin): string {
  switch (origin) {
    case 'told':
      return t('Taught by you');
    case 'dialog':
      return t('Taught by you on this page');
    case 'rules':
    case 'model':
      return t('Learned from your message');
    case 'import':
      return t('Imported');
    case 'client':
      return t('Taught by another program');
  }
}

/** `originLabel` in the middle of a line. */
export function originWords(origin: MemoryOrigin): string {
  switch (origin) {
    case 'told':
      return t('taught by you');
    case 'dialog':
      return t('taught by you on this page');
    case 'rules':
    case 'model':
      return t('learned from your message');
    case 'import':
      return t('imported');
    case 'client':
      return t('taught by another program');
  }
}

/** "preference · everywhere · pinned" */
export function memoryTraits(memory: Memory, formatScope: FormatScope): string {
  const parts: string[] = [kindNames[memory.kind], formatScope(memory.scope)];
  if (memory.pinned) parts.push(t('pinned'));
  if (memory.private) parts.push(t('private'));
  if (memory.validUntil !== null) parts.push(untilLabel(memory.validUntil));
  if (memory.status !== 'active') parts.push(memoryStatusLabel(memory));
  return parts.join(' · ');
}

/** "until 24 Dec 2026" */
export function untilLabel(time: number): string {
  return t('until {{date}}', { date: formatDate(time) });
}

const statusLabels: Readonly<Record<MemoryStatus, string>> = {
  active: t('active'),
  pending: t('waits for review'),
  paused: t('paused'),
  superseded: t('replaced by a newer one'),
  expired: t('expired'),
  forgotten: t('forgotten'),
};

export function memoryStatusLabel({ status }: Pick<Memory, 'status'>): string {
  return statusLabels[status];
}

/** "used 3×", "never used" */
export function usageLabel(useCount: number): string {
  return useCount === 0 ? t('never used') : tCount(useCount, 'used {{count}}×', 'used {{count}}×');
}

export function actorLabel(actor: MemoryActor): string {
  switch (actor) {
    case 'user':
      return t('you');
    case 'capture':
      return t('learning');
    case 'import':
      return t('import');
    case 'system':
      return 'Tutee';
  }
}

/** Describes changes beside the text, from old to new; null when there are none. */
export function describeChange({ before, after }: MemoryEvent, formatScope: FormatScope): string | null {
  if (before === null || after === null) return null;
  const tags = (list: readonly string[]) =>
    list.length === 0 ? t('none') : list.map((tag) => `#${tag}`).join(' ');
  const until = (time: number | null) => (time === null ? t('for good') : untilLabel(time));
  const cues = (list: readonly Cue[]) =>
    list.length === 0 ? t('none') : list.map(({ text }) => text).join(', ');
  const pairs: readonly (readonly [from: string, to: string])[] = [
    [kindNames[before.kind], kindNames[after.kind]],
    [formatScope(before.scope), formatScope(after.scope)],
    [tags(before.tags), tags(after.tags)],
    [until(before.validUntil), until(after.validUntil)],
  ];
  const changed = pairs.filter(([from, to]) => from !== to).map(([from, to]) => `${from} → ${to}`);
  const [from, to] = [cues(before.cues), cues(after.cues)];
  if (from !== to) changed.push(t('comes to mind when: {{before}} → {{after}}', { before: from, after: to }));
  return changed.length === 0 ? null : changed.join('; ');
}

/** How long a forgotten memory stays in the bin. */
const BIN_DAYS = 30;
const DAY = 86_400_000;

/** "12 days left" in the bin. */
export function binLabel({ statusSince }: Memory, now: number): string {
  const left = Math.max(0, Math.ceil((statusSince + BIN_DAYS * DAY - now) / DAY));
  return left === 0 ? t('goes today') : tCount(left, '{{count}} day left', '{{count}} days left');
}
