import type { FastifyInstance, FastifySchema, FastifySchemaValidationError } from 'fastify';

/** Says what is wrong, or null. */
type Check = (data: unknown) => FastifySchemaValidationError[] | null;

/** Fastify loads compilers of its own where none are named, used or not. */
export const compilersFactory = {
  buildValidator: () => () => {
    throw new Error('checkLate was not called');
  },
  buildSerializer: () => () => JSON.stringify,
};

let compile: ((schema: FastifySchema) => Check) | undefined;

/** The checks that requests have asked for so far; all versions of an address share their schemas. */
const checks = new WeakMap<FastifySchema, Check>();

/**
 * Checks what requests hold by the schemas of their routes. The compiler of schemas is loaded by the first request that
 * has something to be checked, and each schema compiled by the first that needs it: together they take longer than all
 * else that a start does, and as much memory. What is in a path is text, which no schema narrows.
 */
export function checkLate(server: FastifyInstance): void {
  server.setValidatorCompiler<FastifySchema>(({ schema, httpPart }) => {
    if (httpPart === 'params') return () => true;
    return (data) => {
      const errors = checkFor(schema)(data);
      return errors === null ? true : { error: errors };
    };
  });
  server.addHook('preValidation', (request, _reply, done) => {
    const { body, querystring } = request.routeOptions.schema ?? {};
    if (compile !== undefined || (body === undefined && querystring === undefined)) return done();
    loadCompiler().then(() => done(), done);
  });
}

function checkFor(schema: FastifySchema): Check {
  const known = checks.get(schema);
  if (known !== undefined) return known;
  if (compile === undefined) throw new Error('The compiler of schemas was not asked for');
  const made = compile(schema);
  checks.set(schema, made);
  return made;
}

async function loadCompiler(): Promise<void> {
  const { AjvCompiler } = await import('@fastify/ajv-compiler');
  const customOptions = {
    coerceTypes: false,
    removeAdditional: false,
    useDefaults: false,
    allErrors: true,
    strict: false,
    // The schemas are our own.
    meta: false,
    validateSchema: false,
  } as const;
  const build = AjvCompiler()({}, { customOptions });
  compile = (schema) => {
    const validate = build({ schema });
    return (data) => (validate(data) === true ? null : (validate.errors ?? []));
  };
}
