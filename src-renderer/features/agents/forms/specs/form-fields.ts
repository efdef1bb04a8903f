/**
 * What the forms know of each kind of agent, team, end and context: which keys of its config they show, and how. Everything
 * else in a config is left as it is and edited as JSON.
 */
import type { JsonObject } from '../../component/component-json.ts';

interface FieldBase {
  /** In the config. */
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** Shown under "More". */
  readonly more?: boolean;
}

export type Field =
  | (FieldBase & { readonly type: 'text'; readonly placeholder?: string })
  | (FieldBase & { readonly type: 'long'; readonly rows: number; readonly placeholder?: string })
  | (FieldBase & { readonly type: 'number'; readonly least: number; readonly placeholder?: string })
  | (FieldBase & { readonly type: 'flag'; readonly standard: boolean })
  | (FieldBase & {
      readonly type: 'choice';
      readonly options: readonly (readonly [string, string])[];
      readonly standard: string;
    })
  | (FieldBase & { readonly type: 'model'; readonly optional: boolean })
  | (FieldBase & {
      readonly type: 'tools' | 'memory' | 'taught' | 'members' | 'others' | 'edges';
    })
  | (FieldBase & { readonly type: 'rules' })
  | (FieldBase & { readonly type: 'trigger' })
  | (FieldBase & { readonly type: 'filter' })
  /** alone: a member may be asked by the agent itself, without a sender. */
  | (FieldBase & { readonly type: 'chats'; readonly alone: boolean })
  /** What a run may use: of the outermost agent or team alone. */
  | (FieldBase & { readonly type: 'budget' })
  | (FieldBase & { readonly type: 'termination' | 'context' });

export interface Form {
  /** In the words of a person: "Assistant". */
  readonly label: string;
  readonly about: string;
  readonly fields: readonly Field[];
  /** It has no name of its own. */
  readonly nameless?: true;
  /** What a new one begins with. */
  readonly begin: JsonObject;
}
