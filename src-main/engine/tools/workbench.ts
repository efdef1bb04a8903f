import type { Tool } from './tool.ts';

/**
 * Tools that may change while an agent lives, such as those of a server. An agent asks for them at the beginning of each turn. A tool
 * whose name another one of the agent has is not offered. AutoGen's Workbench.
 */
export interface Workbench {
  /** An error ends the turn. */
  tools(signal?: AbortSignal): Promise<readonly Tool[]>;
}

/** A workbench of tools that never change. */
export class StaticWorkbench implements Workbench {
  readonly #tools: readonly Tool[];

  constructor(tools: readonly Tool[]) {
    this.#tools = [...tools];
  }

  tools(): Promise<readonly Tool[]> {
    return Promise.resolve(this.#tools);
  }
}
