import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../domain/refusal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers 405 on every path of this scope for the methods it does not have. Called after its last route. */
    refuseOtherMethods: () => void;
    /** Declares a path of this scope that is there, but has no method at all: some vendors have such. */
    offerNothing: (path: string) => void;
  }
  interface FastifyContextConfig {
    /** Needs no token. */
    open?: boolean;
    /** Stands for methods that a path does not have. */
    refuses?: boolean;
  }
}

/** A path of the server with the methods it has. */
interface OfferedPath {
  readonly path: string;
  /** Of the scope that it was declared in. */
  readonly prefix: string;
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/**
 * Remembers which methods each path has, so that a dialect can refuse the others in its own words. What the router finds
 * no route for is looked up here: routes for all that is refused would be several times as many as all others.
 */
export function decorateOtherMethods(server: FastifyInstance): void {
  const offered = new Map<string, OfferedPath>();
  const offer = (path: string, prefix: string, methods: readonly string[]) => {
    const known = offered.get(path) ?? { path, prefix, pattern: patternOf(path), methods: new Set() };
    offered.set(path, known);
    for (const each of methods) known.methods.add(each);
  };
  server.addHook('onRoute', ({ path, prefix, method, config }) => {
    if (config?.refuses !== true) offer(path, prefix, [method].flat());
  });
  server.decorate('offerNothing', function (this: FastifyInstance, path) {
    offer(this.prefix + path, this.prefix, []);
  });
  server.decorate('refuseOtherMethods', function (this: FastifyInstance) {
    const paths = [...offered.values()]
      .filter(({ prefix }) => prefix === this.prefix || (this.prefix !== '' && prefix.startsWith(`${this.prefix}/`)))
      // The more a path says itself, the sooner it is the one that is meant.
      .sort((a, b) => parametersIn(a.path) - parametersIn(b.path));
    for (const { path, methods } of paths) {
      const refused = takenByOthers(path, methods, paths);
      if (refused.length === 0) continue;
      const allow = [...methods].sort();
      const refuse = async (request: FastifyRequest) => {
        throw refusal(request, allow);
      };
      this.route({
        method: refused,
        url: path.slice(this.prefix.length),
        config: { open: true, refuses: true },
        exposeHeadRoute: false,
        // Before the body, whatever it is.
        onRequest: refuse,
        handler: refuse,
      });
    }
    this.addHook('onRequest', (request, _reply, done) => {
      if (!request.is404) return done();
      const [asked = ''] = request.url.split('?');
      const meant = paths.find(({ pattern }) => pattern.test(asked));
      if (meant !== undefined) throw refusal(request, [...meant.methods].sort());
      done();
    });
  });
}

/** The methods that a path does not have, but which the router would find for it on a path with more parameters. */
function takenByOthers(path: string, methods: ReadonlySet<string>, paths: readonly OfferedPath[]): string[] {
  const others = paths.filter((other) => other.path !== path && other.pattern.test(path));
  return [...new Set(others.flatMap((other) => [...other.methods]))].filter((method) => !methods.has(method));
}

/** What addresses of a route look like: `:name` is any part of a path, `*` any rest of it. */
function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+').replace('*', '.*')}$`);
}

function parametersIn(path: string): number {
  return path.split(/[:*]/).length;
}

function refusal({ method }: FastifyRequest, allow: readonly string[]): Refusal {
  return new Refusal('method_not_allowed', `${method} is not allowed here`, { allow });
}
