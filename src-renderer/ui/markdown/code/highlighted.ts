/** Messages between the page and its highlighting worker. */

/** The parts of a line, each with its kind (as in `--code-<kind>`) and its text. */
export type HighlightedLine = readonly (readonly [kind: string, text: string])[];

export interface HighlightRequest {
  readonly id: number;
  /** The name after the fence, such as "ts". */
  readonly language: string;
  readonly text: string;
}

/** `lines`: null if the language is unknown. */
export interface HighlightAnswer {
  readonly id: number;
  readonly lines: readonly HighlightedLine[] | null;
}
