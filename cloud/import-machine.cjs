/** The definition of the state machine of imports as a string, which servers that imitate CloudFormation need. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

module.exports = () => JSON.stringify(JSON.parse(readFileSync(join(__dirname, 'import-machine.json'), 'utf8')));
