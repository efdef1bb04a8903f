/** Runs the code that builds patterns on demand, with texts that are as hard on the patterns as possible. */
import { mentionedNames } from '#main/engine/teams/selector/mentioned-names.ts';
import { verbatimPattern } from '#main/store/forgetting/verbatim-match.ts';
import { distinctivePattern } from '#main/store/forgetting/paraphrase-match.ts';
import {
  calendarEndIn,
  calendarEndPatterns,
} from '#main/teachability/capture/extract/dates/calendar-ends.ts';
import { endDateIn, endDatePatterns } from '#main/teachability/capture/extract/dates/end-dates.ts';
import {
  relativeSpan,
  relativeSpanPatterns,
} from '#main/teachability/capture/extract/dates/relative-spans.ts';
import { weekdayPatterns } from '#main/teachability/capture/extract/dates/weekdays.ts';
import { otherLanguagePatterns } from '#main/teachability/capture/extract/rules/languages/other-languages.ts';
import { inFirstPerson } from '#main/transfer/memory-files/first-person.ts';

export function buildPatterns(): void {
  mentionedNames('a_b', ['a_a_a', 'a b']);
  verbatimPattern(['always always always', 'a-a a-a (a+)+$']);
  distinctivePattern(['A-1-1 a.Anna.Anna 4711']);
  inFirstPerson('The user likes tea.', 'Ann Ann');
  Array.from(endDatePatterns());
  endDateIn('until next friday', Date.UTC(2026, 10, 30));
  Array.from(calendarEndPatterns());
  calendarEndIn('from 3 to 10 May', Date.UTC(2026, 10, 30));
  Array.from(relativeSpanPatterns());
  relativeSpan('in two weeks', Date.UTC(2026, 10, 30));
  weekdayPatterns();
  Array.from(otherLanguagePatterns());
}
