// SPDX-License-Identifier: GPL-3.0-or-later
// Holds each EventCatalog project named on standard input against the collections that EventCatalog defines in the file named
// as argument (its content.config.ts): prints one line of JSON for each, {path, pages, errors}. A line of input is the folder,
// the folder of the project it was made from (may be empty) and whether that is valid whatever the definitions say (True),
// with tabs between them.
// NODE_PATH names the folder of zod, esbuild, picomatch and js-yaml.
const { readFileSync, readdirSync } = require('node:fs');
const { join, relative, sep } = require('node:path');
const Module = require('node:module');
const esbuild = require('esbuild');
const picomatch = require('picomatch');
const yaml = require('js-yaml');

// What the definitions take from the site builder and from parts that load, not describe.
const substitutes = {
  'astro:content': `import { z } from 'zod';
    export const defineCollection = (collection) => collection;
    export const reference = () => z.union([z.string(), z.object({ id: z.string(), collection: z.string() })]);`,
  'astro/zod': `export { z } from 'zod';`,
  'astro/loaders': 'export const glob = (options) => options;',
  '@config': 'export default {};',
  glob: 'export const glob = async () => [];',
  uuid: `export const v4 = () => 'id';`,
  './enterprise/directory/user-team-directory': 'export const userTeamDirectoryLoader = (options) => options.local;',
  './utils/collections/schema-loader': 'export const schemaLoader = () => null;',
};

async function collectionsOf(config) {
  const substitute = {
    name: 'substitute',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path }) =>
        path in substitutes ? { path, namespace: 'substitute' } : undefined);
      build.onLoad({ filter: /.*/, namespace: 'substitute' }, ({ path }) =>
        ({ contents: substitutes[path], resolveDir: __dirname }));
    },
  };
  const built = await esbuild.build({
    entryPoints: [config], bundle: true, write: false, platform: 'node', format: 'cjs', logLevel: 'error',
    external: ['zod'], plugins: [substitute], tsconfigRaw: {},
  });
  const loaded = new Module('collections');
  loaded.paths = process.env.NODE_PATH.split(':');
  loaded._compile(built.outputFiles[0].text, join(__dirname, 'collections.cjs'));
  return loaded.exports.collections;
}

const isPage = (file) => /\.(md|mdx)$/.test(file);

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => relative(folder, join(each.path, each.name)).split(sep).join('/'));
}

function frontmatterOf(text) {
  const found = /^---\r?\n([\s\S]*?)\r?\n---(\r?\n|$)/.exec(text);
  return found ? yaml.load(found[1]) ?? {} : {};
}

// The members of `value` that `schema` does not know and that are no extensions.
function unknownMembers(schema, value, place) {
  const definition = schema._zod.def;
  switch (definition.type) {
    case 'optional':
    case 'nullable':
    case 'default':
      return value === undefined || value === null ? [] : unknownMembers(definition.innerType, value, place);
    case 'pipe':
      return unknownMembers(definition.in, value, place);
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((each, index) => unknownMembers(definition.element, each, `${place}/${index}`)) : [];
    case 'record':
      return Object.entries(value ?? {}).flatMap(([key, each]) =>
        unknownMembers(definition.valueType, each, `${place}/${key}`));
    case 'union': {
      const fitting = definition.options.filter((each) => each.safeParse(value).success);
      const answers = fitting.map((each) => unknownMembers(each, value, place));
      return answers.sort((a, b) => a.length - b.length)[0] ?? [];
    }
    case 'object': {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, each]) => {
        if (key in definition.shape) return unknownMembers(definition.shape[key], each, `${place}/${key}`);
        return key.startsWith('x-') ? [] : [`${place}/${key}: is not known`];
      });
    }
    default:
      return [];
  }
}

const passedOver = 'belongs to no collection';
const isPassedOver = (error) => error.endsWith(passedOver);
const nameOf = (page) => page.replace(/\.(md|mdx)$/, '');

function check(folder, collections) {
  const errors = [];
  const seen = new Set();
  let pages = 0;
  for (const file of filesBelow(folder).filter(isPage)) {
    const owners = collections.filter(({ matches }) => matches(file));
    if (owners.length === 0) {
      errors.push(`${nameOf(file)}: ${passedOver}`);
      continue;
    }
    let frontmatter;
    try {
      frontmatter = frontmatterOf(readFileSync(join(folder, file), 'utf8'));
    } catch (error) {
      errors.push(`${nameOf(file)}: ${error.message}`);
      continue;
    }
    for (const { name, schema } of owners) {
      ++pages;
      const parsed = schema.safeParse(frontmatter);
      const issues = parsed.success ? [] : parsed.error.issues;
      errors.push(...issues.map((each) => `${nameOf(file)} (${name}): /${each.path.join('/')}: ${each.message}`));
      errors.push(...unknownMembers(schema, frontmatter, '').map((each) => `${nameOf(file)} (${name}): ${each}`));
      const key = `${name} ${frontmatter.id} ${frontmatter.version}`;
      if (frontmatter.id !== undefined && seen.has(key)) errors.push(`${nameOf(file)} (${name}): a second ${key}`);
      seen.add(key);
    }
  }
  return { path: folder, pages, errors };
}

async function main() {
  const defined = Object.entries(await collectionsOf(process.argv[2]));
  const collections = defined
    .filter(([, collection]) => collection.loader?.pattern && collection.schema?._zod)
    .map(([name, { loader, schema }]) => ({ name, schema, matches: picomatch(loader.pattern) }));
  if (collections.length < 15) throw new Error(`only ${collections.length} of ${defined.length} collections are understood`);
  for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
    const [folder, source, isValid] = line.split('\t');
    const { pages, errors } = check(folder, collections);
    const found = source ? check(source, collections).errors : [];
    const known = new Set(found.filter((each) => isValid === 'True' || isPassedOver(each)));
    console.log(JSON.stringify({ path: folder, pages, errors: errors.filter((each) => !known.has(each)) }));
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
