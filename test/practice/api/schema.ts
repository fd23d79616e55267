/** A public API's schema, read when it is first asked for: GitHub's takes a quarter of a second. */
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse } from 'graphql';

export interface PublicSchema {
  whole(): GraphQLSchema;
  /** As it was before this field, or will be after it. */
  without(type: string, field: string): GraphQLSchema;
}

function readSchema(path: () => string): PublicSchema {
  const built = new Map<string, GraphQLSchema>();
  let read: DocumentNode | null = null;

  const build = (type: string | null, field: string | null): GraphQLSchema => {
    read ??= parse(readFileSync(path(), 'utf8'), { noLocation: true });
    const definitions = read.definitions.map((definition) =>
      definition.kind === 'ObjectTypeDefinition' && definition.name.value === type
        ? { ...definition, fields: definition.fields?.filter(({ name }) => name.value !== field) }
        : definition,
    );
    // GitHub's has a field twice (EnterpriseOwnerInfo, of no use here). What is built is checked all the same.
    return buildASTSchema({ ...read, definitions }, { assumeValidSDL: true });
  };
  const buildOnce = (type: string | null, field: string | null): GraphQLSchema => {
    const name = `${type}.${field}`;
    const schema = built.get(name) ?? build(type, field);
    built.set(name, schema);
    return schema;
  };
  return { whole: () => buildOnce(null, null), without: buildOnce };
}

// Its package's own entry builds the schema in another way, each time it is loaded.
export const GITHUB_SCHEMA = readSchema(() =>
  join(dirname(findPackageJSON('@octokit/graphql-schema', import.meta.url)!), 'schema.graphql'),
);

export const LINEAR_SCHEMA = readSchema(() => join(import.meta.dirname, 'linear.graphql'));
