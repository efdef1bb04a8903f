/** What the page and its highlighting worker exchange. */

/** Parts of a line: what each is, as in `--code-<kind>`, and its text. */
export type HighlightedLine = readonly (readonly [kind: string, text: string])[];

export interface HighlightRequest {
  readonly id: number;
  /** The name after the fence, such as "ts". */
  readonly language: string;
  readonly text: string;
}

/** `lines`: null when nothing is known about the language. */
export interface HighlightAnswer {
  readonly id: number;
  readonly lines: readonly HighlightedLine[] | null;
}
