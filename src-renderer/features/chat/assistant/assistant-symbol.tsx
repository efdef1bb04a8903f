import { firstLetter } from './first-letter.ts';
import './assistant.css';

interface AssistantSymbolProps {
  readonly name: string;
  /** Empty: the first letter of its name. */
  readonly symbol: string | undefined;
}

/** How an assistant looks beside its name. */
export function AssistantSymbol({ name, symbol = '' }: AssistantSymbolProps) {
  return (
    <span className="assistant-symbol" aria-hidden>
      {symbol === '' ? firstLetter(name) : symbol}
    </span>
  );
}
