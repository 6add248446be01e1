#!/usr/bin/env node
/** The entry point of the program `presstime`. Checks the version of Node before it loads code that an old Node cannot run. */
const [major = 0] = process.versions.node.split('.').map(Number);

if (major < 22) {
  process.stderr.write(`Presstime needs Node 22 or later: this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  // Hides a warning that concerns developers who update the SDK, not people who publish: https://github.com/aws/aws-sdk-js-v3/issues/7983.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { main, openTerminal } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2), openTerminal());
}

export {};
