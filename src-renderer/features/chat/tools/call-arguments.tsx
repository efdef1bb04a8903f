import { argumentsOf } from './call-words.ts';
import { t } from '../../../language/translate.ts';
import './tool-calls.css';

/** The arguments of a call, by name. */
export function CallArguments({ text }: { readonly text: string }) {
  const named = argumentsOf(text);
  if (named === null) return text.trim() === '' ? null : <pre tabIndex={0}>{text}</pre>;
  if (named.length === 0) return <p className="tool-call-note">{t('It is given nothing.')}</p>;
  return (
    <dl className="tool-arguments">
      {named.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
