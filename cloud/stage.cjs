/** Settings of a stage for serverless.yml, which cannot read TypeScript by itself. */
module.exports = ({ options }) => require('./stage.ts').readStage(options.stage ?? 'prod');
