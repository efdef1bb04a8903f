import { SERVER_SAYS, tMessage } from '../../language/translate-message.ts';
import { t } from '../../language/translate.ts';
import './error-text.css';

/** The text of a failure; a server's own words are on a line of their own. */
export function ErrorText({ message }: { readonly message: string }) {
  const at = message.indexOf(SERVER_SAYS);
  if (at < 0) return <p>{tMessage(message)}</p>;
  return (
    <>
      <p>{tMessage(message.slice(0, at))}</p>
      <p className="server-said" dir="auto">
        {t('The server says: {{words}}', { words: message.slice(at + SERVER_SAYS.length) })}
      </p>
    </>
  );
}
