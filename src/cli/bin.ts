#!/usr/bin/env node
/** The program `presstime`. On a Node that is too old it says so, before anything that would fail there is loaded. */
const needed = 20;
const major = Number(process.versions.node.split('.')[0]);

if (major < needed) {
  process.stderr.write(`Presstime needs Node ${needed} or later: this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  const { main, openTerminal } = await import('./main.ts');
  process.exitCode = await main(process.argv.slice(2), openTerminal());
}

export {};
