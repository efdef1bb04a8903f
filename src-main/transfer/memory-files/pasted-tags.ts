/** Tags beside the statements of a list: "[food] User likes leeks", "… (work, travel)", "… #garden", "… | tags: a, b". */
import { limits } from '#shared/limits.ts';

export interface TaggedLine {
  /** The line without its tags. */
  readonly line: string;
  readonly tags: readonly string[];
}

/** The maximum number of groups at each end of a line. */
const MOST_GROUPS = 4;
const WORDS_OF_TAG = 3;

/** A group in square brackets at the beginning, after a bullet and a date. */
const leading =
  /^(?<before>\s{0,20}(?:[-*+•]|\d{1,4}[.)])?\s{0,20}(?:[[(][\d\s./:TZ-]{4,30}[\])]\s{0,5}[-–—:.]?\s{0,5})?)\[(?<group>[^[\]]{2,120})\]\s{0,5}[-–—:.]?\s+(?=\S)/u;
const trailingGroup = /(?<=\S)\s{1,10}\[(?<group>[^[\]]{2,120})\]\s{0,5}[.;]?$/u;
const trailingNamed =
  /(?<=\S)\s{1,10}(?:[|;–—-]\s{0,5})?\(?(?:tags?|categor(?:y|ies)|topics?)\s{0,3}[:=]\s{0,3}(?<group>[^()[\]|]{2,120})\)?\s{0,5}$/iu;
const trailingHash = /(?<=\S)\s{1,10}#(?<group>[\p{L}\p{N}][\p{L}\p{N}_/-]{1,39})$/u;

/** Removes what is clearly a tag from the ends of a line. Dates, check boxes and notes in brackets stay. */
export function withoutTags(line: string): TaggedLine {
  let rest = line.trimEnd();
  const tags: string[] = [];
  for (let step = 0; step < MOST_GROUPS; step += 1) {
    // Only the end is searched, because a match may begin at every character.
    const from = Math.max(0, rest.length - LONGEST_END);
    const end = rest.slice(from);
    const found = trailingNamed.exec(end) ?? trailingHash.exec(end) ?? trailingGroup.exec(end);
    const named = tagsIn(found?.groups?.['group']);
    if (found === null || named === null) break;
    tags.unshift(...named);
    rest = rest.slice(0, from + found.index);
  }
  for (let step = 0; step < MOST_GROUPS; step += 1) {
    const found = leading.exec(rest);
    const named = tagsIn(found?.groups?.['group']);
    if (found === null || named === null) break;
    tags.push(...named);
    rest = `${found.groups?.['before'] ?? ''}${rest.slice(found[0].length)}`;
  }
  return { line: rest, tags: [...new Set(tags)].slice(0, limits.tags) };
}

const LONGEST_END = 200;

/** Null if the words of a group are not tags: dates, numbers, whole sentences, placeholders for an unknown date. */
function tagsIn(group: string | undefined): string[] | null {
  if (group === undefined) return null;
  const tags = group.split(/[,;|/]/u).map((tag) => tag.trim().replace(/^#/u, ''));
  const fits = tags.every(
    (tag) =>
      tag.length <= limits.tag &&
      /\p{L}{2}/u.test(tag) &&
      !/\d{4}/u.test(tag) &&
      !/[.!?:“”"]/u.test(tag) &&
      !/\b(?:unknown|n\/a|date|saved|updated|attached|redacted)\b/iu.test(tag) &&
      !/\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d/iu.test(tag) &&
      tag.split(/\s+/u).length <= WORDS_OF_TAG,
  );
  return fits ? tags : null;
}
