import type { ColumnTypes } from './engine.ts';

/** One step of the schema. Statements may differ between engines only through the column types they are given. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: (types: ColumnTypes) => readonly string[];
}
