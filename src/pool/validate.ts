import { HeddleError } from '../core/heddle-error.ts';
import { wrongType } from '../core/invalid-argument.ts';

/** The error of a value that does not fit its schema. */
export interface ValidationError extends HeddleError {
  readonly code: 'HEDDLE_INVALID_ARGUMENTS' | 'HEDDLE_INVALID_RESULT';
  /** What the schema says of it. */
  readonly issues: readonly StandardIssue[];
}

/**
 * The value as the schema gives it: with defaults, and as it transforms it.
 *
 * @throws ValidationError
 */
export async function validate(schema: StandardSchema, value: unknown, task: string, part: 'arguments' | 'result'): Promise<unknown> {
  const result = await schema['~standard'].validate(value);
  if (result.issues === undefined) return result.value;
  const code = part === 'arguments' ? 'HEDDLE_INVALID_ARGUMENTS' : 'HEDDLE_INVALID_RESULT';
  const verb = part === 'arguments' ? 'run' : 'use the result of';
  const said = result.issues.map(({ message, path = [] }) => `${placeOf(part, path)}: ${message}`).join('; ');
  throw Object.assign(new HeddleError(code, `Cannot ${verb} ${task}: ${said}`), { issues: result.issues });
}

/** `arguments[0].width` */
function placeOf(part: string, path: NonNullable<StandardIssue['path']>): string {
  return path.reduce<string>((place, step) => {
    const key = typeof step === 'object' ? step.key : step;
    return typeof key === 'number' ? `${place}[${key}]` : `${place}.${String(key)}`;
  }, part);
}

/** @throws TypeError that names what is no schema */
export function readSchemas(schemas: unknown): ReadonlyMap<string, TaskSchemas> {
  if (schemas === undefined) return new Map();
  if (typeof schemas !== 'object' || schemas === null) throw wrongType('options.schemas', schemas, 'an object of task names and schemas');
  return new Map(
    Object.entries(schemas).map(([task, given]: [string, unknown]) => {
      if (typeof given !== 'object' || given === null) throw wrongType(`options.schemas.${task}`, given, 'an object with args and result');
      const { args, result } = given as TaskSchemas;
      checkSchema(args, `options.schemas.${task}.args`);
      checkSchema(result, `options.schemas.${task}.result`);
      return [task, { ...(args && { args }), ...(result && { result }) }];
    }),
  );
}

function checkSchema(schema: unknown, what: string): void {
  if (schema === undefined) return;
  // Schemas of some libraries are functions.
  const validate = (Object(schema) as Partial<StandardSchema>)['~standard']?.validate;
  if (typeof validate !== 'function') throw wrongType(what, schema, "a schema with '~standard'.validate");
}

/** What went wrong with a value, and where. */
export interface StandardIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A schema of any library that follows Standard Schema: zod, valibot, arktype and others. https://standardschema.dev */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
  };
}
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** What is to be true of what goes to a task and of what comes from it. */
export interface TaskSchemas {
  /** Of its arguments, as an array. */
  readonly args?: StandardSchema;
  /** Of its result. */
  readonly result?: StandardSchema;
}
