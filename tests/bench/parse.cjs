// SPDX-License-Identifier: GPL-3.0-or-later
// Parses each document named on standard input, one path a line, with the official AsyncAPI parser, and prints the CPU seconds
// that took. NODE_PATH names the folder of its modules.
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
  const start = process.cpuUsage();
  for (const path of paths) await parser.parse(readFileSync(path, 'utf8'), { source: path });
  const used = process.cpuUsage(start);
  console.log((used.user + used.system) / 1e6);
}

main();
