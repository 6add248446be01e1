/** Preloaded into the runtime client: where it asks for its native part, it gets ours. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier === './rapid-client.node'
      ? { url: new URL('rapid-client.ts', import.meta.url).href, format: 'module-typescript', shortCircuit: true }
      : nextResolve(specifier, context),
});
