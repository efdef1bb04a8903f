import type { EventWords } from '../run-words.ts';
import './event-more.css';

/** What there is to know beyond the line of an event: as words, or as it was given to a program. */
export function EventMore({
  more,
  code = true,
}: Pick<EventWords, 'more'> & { readonly code?: boolean | undefined }) {
  if (more === '') return null;
  if (code)
    return (
      <pre tabIndex={0} className="event-more">
        {more}
      </pre>
    );
  return (
    <p className="event-more-words" dir="auto">
      {more}
    </p>
  );
}
