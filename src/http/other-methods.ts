import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../domain/refusal.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers 405 on every path of this scope for the methods it does not have. Called after its last route. */
    refuseOtherMethods: () => void;
  }
  interface FastifyContextConfig {
    /** Needs no token. */
    open?: boolean;
  }
}

/** Remembers which methods each path has, so that a dialect can refuse the others in its own words. */
export function decorateOtherMethods(server: FastifyInstance): void {
  const offered = new Map<string, Set<string>>();
  server.addHook('onRoute', (route) => {
    const methods = offered.get(route.path) ?? new Set<string>();
    offered.set(route.path, methods);
    for (const method of [route.method].flat()) methods.add(method);
  });
  server.decorate('refuseOtherMethods', function (this: FastifyInstance) {
    for (const [path, methods] of offered) {
      if (!path.startsWith(`${this.prefix}/`)) continue;
      const allow = [...methods].sort();
      const others = this.supportedMethods.filter((each) => !methods.has(each));
      if (others.length === 0) continue;
      const refuse = async ({ method }: FastifyRequest) => {
        throw new Refusal('method_not_allowed', `${method} is not allowed here`, { allow });
      };
      this.route({
        method: others,
        url: path.slice(this.prefix.length),
        config: { open: true },
        exposeHeadRoute: false,
        // Before the body, whatever it is.
        onRequest: refuse,
        handler: refuse,
      });
    }
  });
}
