/** The look of the documentation: two columns, one on a narrow screen; dark where the system is. */
export const docsStyle = `
:root { color-scheme: light dark; --text: light-dark(#18181b, #fafafa); --dim: light-dark(#52525b, #d4d4d8);
  --page: light-dark(#fff, #18181b); --surface: light-dark(#f4f4f5, #27272a); --border: light-dark(#d4d4d8, #52525b);
  --accent: light-dark(#4338ca, #a5b4fc); }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 14rem minmax(0, 1fr); background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, sans-serif; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1.5rem; }
nav ul { list-style: none; padding: 0; }
nav a { display: inline-block; min-height: 24px; }

main { padding: 1.5rem; max-width: 70rem; }
a { color: var(--accent); }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--border); }
details { border-bottom: 1px solid var(--border); }
summary { padding: .4rem 0; cursor: pointer; }
.method { display: inline-block; min-width: 4rem; font-weight: 600; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow: auto; padding: .75rem; background: var(--surface); border-radius: 6px; white-space: pre-wrap; }
pre i { color: var(--dim); font-style: normal; }
#proof:not([hidden]), .try { display: grid; gap: .5rem; margin: .5rem 0; max-width: 40rem; }
label { display: grid; gap: .2rem; min-width: 0; }
label > * { min-width: 0; }
input, textarea { padding: .35rem .5rem; border: 1px solid var(--dim); border-radius: 4px; background: var(--page); color: inherit; font: 13px/1.5 ui-monospace, monospace; }
button { justify-self: start; padding: .35rem 1rem; border: 1px solid var(--accent); border-radius: 4px; background: none; color: var(--accent); font: inherit; cursor: pointer; }
.answer { max-height: 30rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
table { border-collapse: collapse; }
td { padding: .2rem 1rem .2rem 0; vertical-align: top; overflow-wrap: anywhere; }
h1, h3 { overflow-wrap: anywhere; }
section:target, details:target { outline: 2px solid var(--accent); outline-offset: 4px; }
@media (max-width: 50rem) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; max-height: none; padding-bottom: 0; } nav ul { columns: 9rem; } }
`;
