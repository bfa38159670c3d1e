import { hash } from 'node:crypto';
import { type Language, pageWords } from './page-words.ts';

/** What every page needs to be drawn. */
export interface PageFrame {
  readonly language: Language;
  /** The path before `/Authenticate`. */
  readonly sitePath: string;
  /** Proves that a form was sent from this page. */
  readonly formToken: string;
  /** The client that waits for leave, if one does. */
  readonly client: string | null;
}

/** Why the page is shown again. */
export type Trouble = 'wrongLogin' | 'tooManyAttempts' | 'staleForm';

const styles = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1a1f26; background: #f4f5f7; }
main { box-sizing: border-box; max-width: 26rem; margin: 10vh auto 0; padding: 2rem; background: #fff; border-radius: .5rem; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; }
label { display: block; margin-top: 1rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid #6b7480; border-radius: .25rem; }
button { margin: 1.25rem .5rem 0 0; padding: .5rem 1.25rem; font: inherit; color: #fff; background: #1d5bb8; border: 1px solid #1d5bb8; border-radius: .25rem; cursor: pointer; }
button.plain { color: inherit; background: transparent; border-color: #6b7480; }
:focus-visible { outline: 3px solid #4b8df0; outline-offset: 2px; }
[role=alert] { padding: .5rem .75rem; color: #8a1010; background: #fdecec; border-left: 4px solid #b42318; }
@media (prefers-color-scheme: dark) {
  body { color: #e8eaed; background: #14171b; }
  main { background: #1f242a; }
  [role=alert] { color: #ffd5d2; background: #4a1513; }
}
`;

/** Nothing runs, nothing is loaded, no other site frames the page, and its forms go nowhere else. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', styles, 'base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where a person signs in with login and password. */
export function loginPage(
  frame: PageFrame,
  shown: { readonly trouble: Trouble | null; readonly login: string },
): string {
  const words = pageWords[frame.language];
  const alert = shown.trouble === null ? '' : `<p role="alert">${escaped(words[shown.trouble])}</p>`;
  return page(
    frame,
    words.signIn,
    `<h1>${escaped(words.signIn)}</h1>
<p>${escaped(words.lead)}</p>
${alert}
${form(
  frame,
  'Login',
  `<label for="login">${escaped(words.login)}</label>
<input id="login" name="login" value="${escaped(shown.login)}" maxlength="256" autocomplete="username" autocapitalize="none" spellcheck="false" required>
<label for="password">${escaped(words.password)}</label>
<input id="password" name="password" type="password" maxlength="1024" autocomplete="current-password" required>
<button>${escaped(words.signIn)}</button>`,
)}`,
  );
}

/** What somebody sees who signed in for the sake of it. */
export function signedInPage(frame: PageFrame, name: string): string {
  const words = pageWords[frame.language];
  const content = `<h1>${escaped(words.signedIn)}</h1>\n<p>${escaped(words.signedInAs(name))}</p>\n${signOutForm(frame)}`;
  return page(frame, words.signedIn, content);
}

/** Where a person allows an application to act for them, or refuses. */
export function consentPage(frame: PageFrame, name: string): string {
  const words = pageWords[frame.language];
  return page(
    frame,
    words.mayItAct,
    `<h1>${escaped(words.mayItAct)}</h1>
<p>${escaped(words.whatItMay(name))}</p>
${form(
  frame,
  'Delegate',
  `<button name="answer" value="allow">${escaped(words.allow)}</button>
<button name="answer" value="refuse" class="plain">${escaped(words.refuse)}</button>`,
)}
${signOutForm(frame)}`,
  );
}

/** What came of it, in the title: that is where applications read the code, or null for a refusal. */
export function delegationPage(frame: PageFrame, code: string | null): string {
  const words = pageWords[frame.language];
  const outcome = code === null ? words.refused : words.allowed;
  const content = `<h1>${escaped(outcome)}</h1>\n<p>${escaped(words.goBack)}</p>`;
  return page(frame, `Authentication Delegation, code=${code ?? 'user_denied'}`, content);
}

function page({ language }: PageFrame, title: string, content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

function signOutForm(frame: PageFrame): string {
  return form(frame, 'Logout', `<button class="plain">${escaped(pageWords[frame.language].signOut)}</button>`);
}

function form({ sitePath, formToken, client }: PageFrame, action: string, content: string): string {
  const waiting = client === null ? '' : `<input type="hidden" name="wrap_client_id" value="${escaped(client)}">`;
  return `<form method="post" action="${sitePath}/Authenticate/${action}">
<input type="hidden" name="form_token" value="${escaped(formToken)}">${waiting}
${content}
</form>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
