import type { ApiDescription } from './api-description.ts';
import type { ToldOperation } from './openapi-operations.ts';
import { exampleOf } from './schema-example.ts';

/** A request as somebody would try it. `{names}` in its path stand for what the reader has to say. */
export interface ExampleRequest {
  readonly method: string;
  /** Below the base address. */
  readonly path: string;
  /** Without those that prove who asks. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text of a JSON body. */
  readonly body?: string;
  /** The media type of a body that is a file's content, or a form with a file. */
  readonly file?: string;
}

/** What is asked of an operation at the least. */
export function exampleRequest(
  { bases: [base = ''] }: Pick<ApiDescription, 'bases'>,
  method: string,
  path: string,
  { parameters = [], requestBody }: Pick<ToldOperation, 'parameters' | 'requestBody'>,
): ExampleRequest {
  const query = parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name, schema }) => `${encodeURIComponent(name)}=${encodeURIComponent(String(exampleOf(schema)))}`);
  const isVersioned = parameters.some((each) => each.in === 'header' && each.name === 'If-Match');
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const isJson = type === 'application/json';
  return {
    method,
    path: base + path + (query.length === 0 ? '' : `?${query.join('&')}`),
    headers: {
      ...(isVersioned ? { 'If-Match': '*' } : {}),
      ...(isJson ? { 'Content-Type': type } : {}),
    },
    ...(isJson ? { body: JSON.stringify(exampleOf(content?.schema)) } : {}),
    ...(type === undefined || isJson ? {} : { file: type }),
  };
}

/** The request as a line for a shell, in which the variable TOKEN is the token. */
export function curlLine(
  { method, path, headers, body, file }: ExampleRequest,
  { baseUrl, proof }: { readonly baseUrl: string; readonly proof: ApiDescription['proof'] },
): string {
  return [
    'curl',
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quoted(baseUrl + path),
    ...Object.entries(proof).map(([name, value]) => `-H "${name}: ${value.replace('TOKEN', '$TOKEN')}"`),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-d ${quoted(body)}`]),
    ...(file === undefined ? [] : [fileArguments(file)]),
  ].join(' ');
}

function fileArguments(type: string): string {
  if (type === 'multipart/form-data') return `-F 'file=@FILE'`;
  return `-H ${quoted(`Content-Type: ${type}`)} --data-binary '@FILE'`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
