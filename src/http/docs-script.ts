/**
 * What runs in the documentation: a form under each operation that sends it, with the token that the reader has typed. The
 * token stays in the page's memory. Without it everything can be read all the same.
 */
export const docsScript = `
const { proof } = document.querySelector('main').dataset;
const token = document.querySelector('#token');
const make = (name, props = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), props);
  made.append(...inside);
  return made;
};
const field = (name, props) => {
  const input = make(props.rows ? 'textarea' : 'input', { name, autocomplete: 'off', spellcheck: false, ...props });
  return make('label', {}, make('span', { textContent: name }), input);
};
const headersIn = (text) =>
  Object.fromEntries(text.split('\\n').flatMap((line) => {
    const at = line.indexOf(':');
    return at < 1 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
  }));

const offer = (details) => {
  const line = details.querySelector('.curl');
  if (line === null || line.dataset.method === undefined || details.querySelector('form') !== null) return;
  const { method, path, query, body } = line.dataset;
  const shown = line.textContent;
  const names = [...path.matchAll(/\\{(\\w+)\\}/g)].map(([, name]) => name);
  const form = make('form', { className: 'try' });
  for (const name of names) form.append(field(name, { required: true }));
  for (const name of query === '' ? [] : query.split(' ')) form.append(field('?' + name, {}));
  const headers = field('Headers', { rows: 3, value: proof + (line.dataset.headers ?? '') });
  form.append(headers);
  if (body !== undefined) form.append(field('Body', { rows: 6, value: body }));
  const answer = make('pre', { className: 'answer', hidden: true, tabIndex: 0 });
  answer.setAttribute('aria-live', 'polite');
  form.append(make('button', { textContent: 'Send' }), answer);
  const valueOf = (name) => form.elements.namedItem(name)?.value ?? '';
  form.addEventListener('input', () => {
    line.textContent = shown.replace(/\\{(\\w+)\\}/g, (mark, name) => encodeURIComponent(valueOf(name)) || mark);
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const url = new URL(path.replace(/\\{(\\w+)\\}/g, (_, name) => encodeURIComponent(valueOf(name))), location.origin);
    for (const name of query === '' ? [] : query.split(' ')) {
      if (valueOf('?' + name) !== '') url.searchParams.set(name, valueOf('?' + name));
    }
    answer.hidden = false;
    answer.textContent = '…';
    try {
      const got = await fetch(url, {
        method,
        headers: headersIn(valueOf('Headers').replaceAll('TOKEN', token.value)),
        ...(body === undefined ? {} : { body: valueOf('Body') }),
        credentials: 'omit',
        cache: 'no-store',
        signal: AbortSignal.timeout(15000),
      });
      const text = await got.text();
      const told = ['etag', 'location', 'link'].flatMap((name) => {
        const value = got.headers.get(name);
        return value === null ? [] : [name + ': ' + value];
      });
      const isJson = /json/.test(got.headers.get('content-type') ?? '');
      const content = isJson && text !== '' ? JSON.stringify(JSON.parse(text), null, 2) : text;
      answer.textContent = [got.status + ' ' + got.statusText, ...told, '', content.slice(0, 100000)].join('\\n');
    } catch (error) {
      answer.textContent = String(error);
    }
  });
  line.after(form);
};

document.querySelector('#proof').hidden = false;
for (const details of document.querySelectorAll('main > details')) {
  details.addEventListener('toggle', () => offer(details));
  if (details.open) offer(details);
}
`;
