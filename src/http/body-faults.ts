import type { FastifySchemaValidationError } from 'fastify';
import type { Fault, FaultRule } from '../domain/refusal.ts';

const rules: Readonly<Record<string, FaultRule>> = {
  required: 'missing',
  additionalProperties: 'unknown',
  type: 'type',
  enum: 'choice',
  const: 'choice',
  format: 'format',
  pattern: 'format',
  minLength: 'length',
  maxLength: 'length',
  minItems: 'length',
  maxItems: 'length',
  minimum: 'range',
  maximum: 'range',
  exclusiveMinimum: 'range',
  exclusiveMaximum: 'range',
  minProperties: 'missing',
};

/** Enough for any honest mistake; a body made of faults is not worth more. */
const maxFaults = 100;

/** What the schema found wrong with a body, in the core's terms; one fault a field and rule. */
export function faultsOfSchema(errors: readonly FastifySchemaValidationError[]): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors.slice(0, maxFaults)) {
    // A union says of each of its branches why it did not fit; the union's own error sums that up.
    const rule = rules[error.keyword] ?? 'rule';
    const field = fieldOf(error);
    const key = `${field} ${rule}`;
    if (!faults.has(key)) faults.set(key, { field, rule, ...wordingOf(error, field) });
  }
  return [...faults.values()];
}

function fieldOf(error: FastifySchemaValidationError): string {
  const path = error.instancePath.split('/').slice(1);
  const { missingProperty, additionalProperty } = error.params;
  if (typeof missingProperty === 'string') path.push(missingProperty);
  if (typeof additionalProperty === 'string') path.push(additionalProperty);
  return path.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

/** In the validator's words, which vendors have made theirs, and in plainer ones. */
function wordingOf(error: FastifySchemaValidationError, field: string): Pick<Fault, 'message' | 'plainly'> {
  const what = field === '' ? 'The body' : field;
  return { message: `${what} ${error.message ?? 'is not valid'}`, plainly: `${what} ${saidOf(error)}` };
}

/** What is wrong with a member, in words that name what would be right. */
function saidOf({ keyword, message = 'is not valid', params }: FastifySchemaValidationError): string {
  const { allowedValues, type } = params;
  if (keyword === 'required') return 'is missing';
  if (keyword === 'additionalProperties') return 'is not known here';
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(', ')}`;
  return Array.isArray(type) ? `must be ${type.join(' or ')}` : message;
}
