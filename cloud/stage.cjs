/** Settings of a stage for serverless.yml, which cannot read TypeScript by itself. */
module.exports = ({ options }) =>
  require('./stage.ts').readStage(options.stage ?? 'prod', {
    // Set by scripts/deploy.ts for an account that cannot reserve concurrency.
    canReserve: !(options.param ?? []).includes('reserve=no'),
  });
