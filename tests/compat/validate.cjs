// SPDX-License-Identifier: GPL-3.0-or-later
// Asks the official AsyncAPI parser what it thinks of each document named on standard input, one path a line: prints one
// line of JSON for each, {path, valid, errors}. NODE_PATH names the folder of its modules.
const { readFileSync } = require('node:fs');
const { Parser } = require('@asyncapi/parser');
const { AvroSchemaParser } = require('@asyncapi/avro-schema-parser');
const { OpenAPISchemaParser } = require('@asyncapi/openapi-schema-parser');

// No network: whatever stands there is taken for a schema that accepts everything.
const offline = ['http', 'https'].map((schema) => ({ schema, canRead: true, order: 1, read: () => '{}' }));

async function main() {
  const parser = new Parser({ __unstable: { resolver: { cache: false, resolvers: offline } } });
  parser.registerSchemaParser(AvroSchemaParser());
  parser.registerSchemaParser(OpenAPISchemaParser());
  const paths = readFileSync(0, 'utf8').split('\n').filter(Boolean);
  for (const path of paths) {
    let errors;
    try {
      const found = await parser.validate(readFileSync(path, 'utf8'), { source: path });
      errors = found
        .filter((each) => each.severity === 0)
        .map((each) => `${each.code} ${each.path.join('.')}: ${each.message}`);
    } catch (error) {
      errors = [`exception: ${error.message}`];
    }
    console.log(JSON.stringify({ path, valid: errors.length === 0, errors: errors.slice(0, 5) }));
  }
}

main();
