import type { EventSummary } from '../run-labels.ts';
import './event-details.css';

/** The details of an event, as text or as code. */
export function EventDetails({
  details,
  code = true,
}: Pick<EventSummary, 'details'> & { readonly code?: boolean | undefined }) {
  if (details === '') return null;
  if (code)
    return (
      <pre tabIndex={0} className="event-more">
        {details}
      </pre>
    );
  return (
    <p className="event-more-words" dir="auto">
      {details}
    </p>
  );
}
