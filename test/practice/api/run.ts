/** Holds a question to a schema and answers it as GraphQL does, by GraphQL's own implementation. */
import {
  type DocumentNode,
  defaultFieldResolver,
  executeSync,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';

export interface RunError {
  message: string;
  path?: readonly (string | number)[];
  type?: string;
  extensions?: Record<string, unknown>;
}

/** Thrown by a resolver: the field becomes null, and this stands among the errors. */
export class Refuse extends Error {
  readonly more: Partial<RunError>;
  constructor(message: string, more: Partial<RunError> = {}) {
    super(message);
    this.more = more;
  }
}

/** Values by field; a function gets the field's arguments. `__typename` where the type is a union. */
export type Node = { [field: string]: unknown };

export interface Question {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
}
export type ReadQuestion = { ok: true; question: Question } | { ok: false; faults: string[] };

/** Reads a query with its variables, and says all that is wrong with them. */
export function readQuestion(
  schema: GraphQLSchema,
  text: string,
  variables: Record<string, unknown>,
): ReadQuestion {
  let document: DocumentNode;
  try {
    document = parse(text, { noLocation: true });
  } catch (error) {
    return { ok: false, faults: [(error as GraphQLError).message] };
  }
  const [operation, ...more] = document.definitions;
  // Neither tracker is ever asked to change anything.
  if (operation?.kind !== 'OperationDefinition' || operation.operation !== 'query' || more.length > 0)
    return { ok: false, faults: ['One query, and nothing else, is answered here.'] };
  const wrong: readonly { message: string }[] = validate(schema, document);
  if (wrong.length > 0) return { ok: false, faults: wrong.map(({ message }) => message) };
  const declared = operation.variableDefinitions ?? [];
  const { errors = [] } = getVariableValues(schema, declared, variables);
  const names = new Set(declared.map(({ variable }) => variable.name.value));
  // GraphQL lets these pass; a query of ours that has one is a mistake.
  const undeclared = Object.keys(variables).filter((name) => !names.has(name));
  const faults = [
    ...errors.map(({ message }) => message),
    ...undeclared.map((name) => `Variable "$${name}" is not defined.`),
  ];
  return faults.length > 0
    ? { ok: false, faults }
    : { ok: true, question: { document, operation, variables } };
}

/** Answers a question that was read. What a resolver did not mean to throw is thrown on. */
export function answerQuestion(
  schema: GraphQLSchema,
  { document, variables }: Question,
  rootValue: Node,
): { data: unknown; errors: RunError[] } {
  const mistakes: unknown[] = [];
  const fieldResolver: GraphQLFieldResolver<unknown, unknown> = (...field) => {
    try {
      return defaultFieldResolver(...field);
    } catch (error) {
      if (!(error instanceof Refuse)) mistakes.push(error);
      throw error;
    }
  };
  const result = executeSync({ schema, document, rootValue, variableValues: variables, fieldResolver });
  if (mistakes.length > 0) throw mistakes[0];
  return { data: result.data ?? null, errors: (result.errors ?? []).map(toRunError) };
}

const toRunError = ({ message, path, originalError }: GraphQLError): RunError => ({
  message,
  path,
  ...(originalError instanceof Refuse ? originalError.more : {}),
});
