import type { Doubts, Fault } from '../../domain/refusal.ts';

/**
 * Words the faults of a body as the vendor's own validator does (Ajv 6, behind the name of the thing):
 * `Iteration should have required property 'title'`, `Iteration.title should be string`.
 */
export function inWords(entity: string, doubts: Doubts): Doubts {
  if (doubts.faults === undefined) return doubts;
  return { ...doubts, faults: doubts.faults.map((fault) => ({ ...fault, message: wordsOf(entity, fault) })) };
}

/** Of these keys a body must hold at least one. Clients are told all of them. */
export function oneOfRequired(entity: string, keys: readonly string[]): readonly Fault[] {
  return [
    ...keys.map((key): Fault => ({ field: key, rule: 'missing', message: missing(entity, key) })),
    { field: '', rule: 'missing', message: `${entity} should match some schema in anyOf` },
  ];
}

/** A text in which no moment can be read. */
export function notADate(entity: string, field: string): Fault {
  return { field, rule: 'format', message: `${entity}.${field} should match format "date-time"` };
}

function wordsOf(entity: string, { field, rule, message }: Fault): string {
  if (rule === 'missing') return missing(entity, field);
  const told = message
    .replace(/^.*? must /, 'should ')
    .replace(/NOT have fewer than (?=\d+ characters)/, 'NOT be shorter than ')
    .replace(/NOT have more than (?=\d+ characters)/, 'NOT be longer than ');
  return `${field === '' ? entity : `${entity}.${field}`} ${told}`;
}

function missing(entity: string, key: string): string {
  return `${entity} should have required property '${key}'`;
}
