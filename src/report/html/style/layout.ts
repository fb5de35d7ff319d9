/** Colours, type and the frame of the page. Light and dark are one list: the scheme decides which of two is taken. */
export const LAYOUT = `
:root {
  color-scheme: light dark;
  --bg: light-dark(#f6f7f9, #0e1217); --card: light-dark(#ffffff, #161b22); --sunk: light-dark(#eef1f5, #0a0d11);
  --text: light-dark(#1a2028, #e4e8ee); --dim: light-dark(#5a6573, #97a3b2); --line: light-dark(#dce1e8, #2a323d);
  --held: light-dark(#17784a, #45c486); --violated: light-dark(#c42b3a, #ff6d75);
  --inconclusive: light-dark(#96600a, #eab03a); --unobservable: light-dark(#6a7482, #8a95a5);
  --accent: light-dark(#2458c9, #82a8ff); --life: light-dark(#9fb0c6, #4a5a70);
  --grace: light-dark(#3f8fc4, #5cb3ea); --pause: light-dark(#8a6fc0, #ad92e6);
  --round: 10px; --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 84rem; margin: 0 auto; padding: 1rem clamp(.75rem, 3vw, 2rem) 5rem; }
section { margin: 0 0 2.25rem; }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.15; margin: 0 0 .3rem; letter-spacing: -.015em; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h2 small { font-weight: 400; color: var(--dim); font-size: .875rem; margin-left: .5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; }
a:hover { text-decoration-color: currentColor; }
ul { margin: 0; padding: 0; list-style: none; }
code, pre { font-family: var(--mono); font-size: .8125rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button, input { font: inherit; color: inherit; }
button { background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: .2rem .65rem; cursor: pointer; }
button:hover { border-color: var(--dim); }
.bar { position: sticky; top: 0; z-index: 5; display: flex; gap: .5rem; align-items: center; padding: .45rem clamp(.75rem, 3vw, 2rem);
  background: color-mix(in srgb, var(--bg) 88%, transparent); backdrop-filter: blur(8px); border-bottom: 1px solid var(--line); }
.bar b { letter-spacing: .01em; } .grow { flex: 1; }
.bar button { font-size: .8125rem; }
.wide { overflow-x: auto; }
.verdict { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.25rem; align-items: center; margin-top: 1rem;
  background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: 1.5rem; }
.verdict .mark { grid-row: span 1; margin: 0; width: 4rem; height: 4rem; border-radius: 50%; display: grid; place-items: center;
  font-size: 2.1rem; font-weight: 700; color: var(--card); background: var(--unobservable); }
.verdict.held .mark { background: var(--held); } .verdict.violated .mark { background: var(--violated); }
.verdict.inconclusive .mark { background: var(--inconclusive); }
.verdict .said li { color: var(--dim); }
.verdict dl { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem 2.25rem; margin: .75rem 0 0; }
.verdict dt { color: var(--dim); font-size: .75rem; } .verdict dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.proportions { grid-column: 1 / -1; display: flex; gap: 2px; height: 8px; margin-top: 1rem; }
.proportions span { border-radius: 4px; min-width: 4px; }
.proportions .held { background: var(--held); } .proportions .violated { background: var(--violated); }
.proportions .inconclusive { background: var(--inconclusive); } .proportions .unobservable { background: var(--unobservable); }
dialog { color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: 1.25rem 1.5rem; }
dialog::backdrop { background: #0007; }
dialog td { padding: .15rem .75rem .15rem 0; }
kbd { font-family: var(--mono); font-size: .8rem; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px; padding: 0 .4rem; }
@media (max-width: 34rem) {
  .verdict { padding: 1rem; gap: .25rem .9rem; } .verdict .mark { width: 3rem; height: 3rem; font-size: 1.5rem; }
  .verdict dl { gap: .5rem 1.25rem; }
}
@media print { .bar, .filter { display: none; } }
`;
