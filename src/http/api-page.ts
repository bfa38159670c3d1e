import type { ApiDocument } from './openapi.ts';
import type { ToldOperation } from './openapi-operations.ts';
import { escaped, examplesOf, marked, schemaHtml, schemaNotes } from './schema-html.ts';

/** What the page of an API needs beside its document. */
interface PageOf {
  /** The dialect that is shown, and all that there are. */
  readonly name: string;
  readonly names: readonly string[];
}

/** The page that tells an API to people. It has no script, and everything it needs comes from this server. */
export function apiPage(document: ApiDocument, { name, names }: PageOf): string {
  const { info, paths, components } = document;
  const groups = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? '';
      groups.set(tag, [...(groups.get(tag) ?? []), operationHtml(method.toUpperCase(), path, operation)]);
    }
  }
  const others = names.map((each) =>
    each === name ? `<b>${escaped(each)}</b>` : `<a href="${escaped(each)}">${escaped(each)}</a>`,
  );
  const tags = [...groups.keys()].map((tag) => `<li><a href="#${idOf(tag)}">${escaped(tag)}</a></li>`);
  const schemas = Object.entries(components.schemas).map(
    ([key, schema]) =>
      `<section id="schema-${escaped(key)}"><h3>${escaped(key)}</h3>${note(schemaNotes(schema))}<pre>${schemaHtml(schema)}</pre></section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)} API</title>
<link rel="stylesheet" href="style.css">
</head>
<body>
<nav aria-label="Contents">
<p>${others.join(' ')}</p>
<ul>
${tags.join('\n')}
<li><a href="#schemas">schemas</a></li>
</ul>
</nav>
<main>
<h1>${escaped(info.title)} API ${escaped(info.version)}</h1>
<p>${marked(info.description)}</p>
<p>Paths are below <code>/${escaped(name)}</code>. ${securityText(document)} The same for programs: <a href="../${escaped(name)}/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${[...groups].map(([tag, rows]) => `<h2 id="${idOf(tag)}">${escaped(tag)}</h2>\n${rows.join('\n')}`).join('\n')}
<h2 id="schemas">schemas</h2>
${schemas.join('\n')}
</main>
</body>
</html>
`;
}

function operationHtml(method: string, path: string, operation: ToldOperation): string {
  const { operationId, summary = '', description, parameters = [], requestBody, responses, security } = operation;
  const rows = parameters.map(
    (each) =>
      `<tr><td><b>${escaped(each.name)}</b>${each.required ? '' : '?'}</td><td>${each.in}</td><td>${schemaHtml(each.schema)}</td>` +
      `<td>${marked(each.description ?? '')} ${schemaNotes(each.schema)}</td></tr>`,
  );
  return [
    `<details id="${escaped(operationId)}">`,
    `<summary><span class="method ${method.toLowerCase()}">${method}</span> <code>${escaped(path)}</code> ${escaped(summary)}</summary>`,
    note(marked(description ?? '')),
    security === undefined ? '' : '<p>Needs no token.</p>',
    rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`,
    requestBody === undefined ? '' : `<h4>Body</h4>${contentHtml(requestBody.content)}${exampleHtml(requestBody)}`,
    ...Object.entries(responses)
      .filter(([status]) => status.startsWith('2'))
      .map(
        ([status, answer]) => `<h4>${status} ${escaped(answer.description ?? '')}</h4>${contentHtml(answer.content)}`,
      ),
    '</details>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function contentHtml(content: NonNullable<ToldOperation['requestBody']>['content'] = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const named = type === 'application/json' ? '' : `<p>${escaped(type)}</p>`;
      return `${named}${note(schemaNotes(schema))}<pre>${schemaHtml(schema)}</pre>`;
    })
    .join('');
}

/** Bodies as they may be sent. */
function exampleHtml({ content = {} }: NonNullable<ToldOperation['requestBody']>): string {
  return Object.values(content)
    .flatMap(({ schema }) => examplesOf(schema))
    .map((example) => `<p>For example</p><pre>${escaped(JSON.stringify(example))}</pre>`)
    .join('');
}

/** What a caller proves themself with. */
function securityText({ components }: ApiDocument): string {
  const ways = Object.values(components.securitySchemes).map((scheme) =>
    scheme.type === 'http' ? `Authorization: ${scheme.scheme}` : `the ${scheme.in} ${scheme.name}`,
  );
  return ways.length === 0 ? '' : `Signed in by ${ways.map(escaped).join(', or ')}.`;
}

function note(html: string): string {
  return html === '' ? '' : `<p>${html}</p>`;
}

function idOf(tag: string): string {
  return `tag-${tag.replace(/\W+/g, '-')}`;
}
