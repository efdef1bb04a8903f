import './error-text.css';

const SERVER_SAYS = '\nThe server says: ';

/** The text of a failure; a server's own words are on a line of their own. */
export function ErrorText({ message }: { readonly message: string }) {
  const at = message.indexOf(SERVER_SAYS);
  if (at < 0) return <p>{message}</p>;
  return (
    <>
      <p>{message.slice(0, at)}</p>
      <p className="server-said" dir="auto">
        {message.slice(at + 1)}
      </p>
    </>
  );
}
