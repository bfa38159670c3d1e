import type { ApiDescription } from './api-description.ts';
import { curlLine, exampleRequest } from './api-example.ts';
import type { ApiDocument } from './openapi.ts';
import type { ToldOperation } from './openapi-operations.ts';
import { escaped, marked, schemaHtml, schemaNotes } from './schema-html.ts';

/** What the page of an API needs beside its document. */
interface PageOf {
  /** The dialect that is shown, and all that there are. */
  readonly name: string;
  readonly names: readonly string[];
  readonly api: ApiDescription;
  /** Where the reader reaches this server, and the path of that. */
  readonly baseUrl: string;
  readonly basePath: string;
}

/** The page that tells an API to people, and lets them try it. Everything it needs comes from this server. */
export function apiPage(document: ApiDocument, page: PageOf): string {
  const { name, names, api, basePath } = page;
  const { info, paths, components } = document;
  const groups = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? '';
      groups.set(tag, [...(groups.get(tag) ?? []), operationHtml(method.toUpperCase(), path, operation, page)]);
    }
  }
  const others = names.map((each) =>
    each === name ? `<b>${escaped(each)}</b>` : `<a href="${basePath}/docs/${escaped(each)}">${escaped(each)}</a>`,
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
<link rel="stylesheet" href="${basePath}/docs/style.css">
<script type="module" src="${basePath}/docs/script.js"></script>
</head>
<body>
<nav aria-label="Contents">
<p><a href="${basePath}/">Timebox</a></p>
<p>${others.join(' ')}</p>
<ul>
${tags.join('\n')}
<li><a href="#schemas">schemas</a></li>
</ul>
</nav>
<main data-proof="${escaped(linesOf(api.proof))}">
<h1>${escaped(info.title)} API ${escaped(info.version)}</h1>
<p>${marked(info.description)}</p>
<p>Paths are below <code>/${escaped(name)}</code>. ${securityText(document)} The same for programs: <a href="${basePath}/${escaped(name)}/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<p>The lines below can be pasted into a shell, once it knows a token: <a href="${basePath}/me/tokens">make one</a>, then</p>
<pre>export TOKEN=tbx_…</pre>
<form id="proof" hidden><label><span>Token for trying it here; it is kept nowhere</span><input id="token" type="password" autocomplete="off"></label></form>
${[...groups].map(([tag, rows]) => `<h2 id="${idOf(tag)}">${escaped(tag)}</h2>\n${rows.join('\n')}`).join('\n')}
<h2 id="schemas">schemas</h2>
${schemas.join('\n')}
</main>
</body>
</html>
`;
}

function operationHtml(method: string, path: string, operation: ToldOperation, page: PageOf): string {
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
    exampleHtml(method, path, operation, page),
    rows.length === 0 ? '' : `<table><tbody>${rows.join('')}</tbody></table>`,
    requestBody === undefined ? '' : `<h4>Body</h4>${contentHtml(requestBody.content)}`,
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

/** The line to paste, and what a form that sends the same is made of; a file cannot be typed. */
function exampleHtml(method: string, path: string, operation: ToldOperation, page: PageOf): string {
  const request = exampleRequest(page.api, method, path, operation);
  const query = (operation.parameters ?? []).flatMap((each) => (each.in === 'query' ? [each.name] : []));
  const [barePath = ''] = request.path.split('?');
  const data = {
    method,
    path: page.basePath + barePath,
    query: query.join(' '),
    headers: linesOf(request.headers),
    ...(request.body === undefined ? {} : { body: request.body }),
  };
  const told = request.file === undefined ? Object.entries(data) : [];
  const attributes = told.map(([key, value]) => ` data-${key}="${escaped(value)}"`).join('');
  const line = curlLine(request, {
    baseUrl: page.baseUrl,
    proof: operation.security === undefined ? page.api.proof : {},
  });
  return `<pre class="curl"${attributes}>${escaped(line)}</pre>`;
}

function linesOf(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('');
}

function contentHtml(content: NonNullable<ToldOperation['requestBody']>['content'] = {}): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const named = type === 'application/json' ? '' : `<p>${escaped(type)}</p>`;
      return `${named}${note(schemaNotes(schema))}<pre>${schemaHtml(schema)}</pre>`;
    })
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
