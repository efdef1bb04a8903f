// The few globals that Node and browsers both have and that shared/ may use. Ambient for shared/ alone: the other
// projects see the full types of their own platform under the same names.
interface AbortSignal {
  readonly aborted: boolean;
}

interface URL {
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly origin: string;
  readonly host: string;
  readonly pathname: string;
  hash: string;
  search: string;
  readonly href: string;
}

declare var URL: { parse(text: string): URL | null };
