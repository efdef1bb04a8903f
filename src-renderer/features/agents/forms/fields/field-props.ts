import type { ComponentType } from 'react';
import type { Component, Json, Path } from '../../component/component-json.ts';
import type { Field } from '../specs/form-fields.ts';

/** All fields of a component. Given down to the fields that hold components themselves, which would else import in a circle. */
export type AllFields = ComponentType<{ readonly component: Component; readonly path: Path }>;

export interface FieldProps {
  readonly field: Field;
  /** In whose config the field is, and where that is. */
  readonly component: Component;
  readonly path: Path;
}

export interface ValueFieldProps<Type extends Field['type']> {
  readonly field: Extract<Field, { readonly type: Type }>;
  /** Of the value. */
  readonly place: Path;
  readonly value: Json | undefined;
}

/** Of a field that holds components. */
export interface PartFieldProps {
  readonly label: string;
  readonly place: Path;
  readonly value: Json | undefined;
  readonly Fields: AllFields;
}
