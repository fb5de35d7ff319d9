/** Cards, the table of scenarios, what opens below a row of it, and the table of specimens. */
export const PARTS = `
.changes { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: .6rem 1rem; }
.changes li { padding: .15rem 0; overflow-wrap: anywhere; } .changes .bad { color: var(--violated); } .changes .good { color: var(--held); }
.cards { display: grid; gap: 1rem; }
.card { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--violated); border-radius: var(--round); padding: 1rem 1.2rem; min-width: 0; }
.card.inconclusive { border-left-color: var(--inconclusive); } .card.held { border-left-color: var(--held); }
.card header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.who { color: var(--dim); font-size: .8125rem; margin-left: auto; }
.title { margin: .1rem 0 .6rem; color: var(--dim); }
.sentences li { margin: .3rem 0; overflow-wrap: anywhere; }
.tag { font-size: .75rem; font-weight: 600; padding: .1rem .5rem; border-radius: 99px; margin-right: .3rem; white-space: nowrap;
  color: var(--violated); background: color-mix(in srgb, currentColor 12%, transparent); }
.tag.inconclusive { color: var(--inconclusive); } .tag.held { color: var(--held); } .tag.unobservable { color: var(--unobservable); }
.command { display: flex; gap: .5rem; align-items: stretch; margin: .75rem 0 0; }
.command code { flex: 1; min-width: 0; overflow-x: auto; white-space: nowrap; background: var(--sunk); border-radius: 7px; padding: .4rem .7rem; }
.command button { font-size: .8125rem; }
.more { margin-top: 1rem; } .more summary { cursor: pointer; color: var(--dim); margin-bottom: .75rem; }
.filter { position: sticky; top: 2.6rem; z-index: 4; display: flex; flex-wrap: wrap; gap: .5rem; padding: .5rem 0; background: var(--bg); }
.filter input { flex: 1 1 15rem; min-width: 0; background: var(--card); border: 1px solid var(--line); border-radius: 7px; padding: .35rem .75rem; }
.filter button { font-size: .8125rem; } .filter button[aria-pressed="true"] { background: var(--text); color: var(--bg); border-color: var(--text); }
.filter .count { align-self: center; color: var(--dim); font-size: .8125rem; min-width: 6rem; text-align: right; }
.rows { border: 1px solid var(--line); border-radius: var(--round); background: var(--card); overflow-x: auto; }
.heads, .row > button { display: grid; grid-template-columns: minmax(14rem, 1fr) var(--cells); gap: .75rem; align-items: center; width: 100%; text-align: left; }
.heads { padding: .4rem 1rem; color: var(--dim); font-size: .75rem; border-bottom: 1px solid var(--line); }
.row { scroll-margin-top: 6.2rem; content-visibility: auto; contain-intrinsic-size: auto 3.3rem; border-bottom: 1px solid var(--line); }
.row:last-child { border-bottom: 0; } .row[hidden] { display: none; }
.row > button { border: 0; border-radius: 0; background: none; padding: .4rem 1rem; }
.row > button:hover { background: var(--sunk); } .row > button:focus-visible { outline-offset: -3px; }
.row .id { font-weight: 600; overflow-wrap: anywhere; } .row .about { display: block; color: var(--dim); font-size: .8125rem; }
.row .changed { font-size: .6875rem; color: var(--accent); border: 1px solid; border-radius: 99px; padding: 0 .4rem; margin-left: .4rem; font-weight: 600; }
.cell { font-size: .8125rem; font-variant-numeric: tabular-nums; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.cell b { display: inline-block; width: 1.2rem; } .cell.held b { color: var(--held); } .cell.violated { color: var(--violated); }
.cell.inconclusive { color: var(--inconclusive); } .cell.unobservable { color: var(--unobservable); } .cell i { color: var(--dim); font-style: normal; margin-left: .5rem; }
.cell small { display: none; color: var(--dim); margin-left: .5rem; }
.opened { padding: .5rem 1rem 1.25rem; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); background: var(--sunk); }
.run { background: var(--card); border: 1px solid var(--line); border-radius: var(--round); padding: 1rem; min-width: 0; }
.run > header { display: flex; flex-wrap: wrap; gap: .5rem; align-items: baseline; } .run > header .job { color: var(--dim); font-size: .8125rem; }
.heldby { color: var(--dim); font-size: .8125rem; margin: .5rem 0 0; }
.run { container-type: inline-size; }
@container (min-width: 60rem) {
  .look { display: grid; grid-template-columns: minmax(0, 1.75fr) minmax(0, 1fr); gap: 1.25rem; align-items: start; }
  .look .log { border-top: 0; border-left: 1px solid var(--line); padding: 0 0 0 1rem; max-height: 26rem; }
}
.chart { margin-top: .75rem; min-width: 0; } .chart svg { display: block; max-width: 100%; }
.key { color: var(--dim); font-size: .75rem; display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin: .25rem 0 .75rem; }
.legend { color: var(--dim); font-size: .8125rem; margin: 0 0 .75rem; } .legend b { margin-left: .5rem; } .legend b:first-child { margin-left: 0; }
.key b { display: inline-block; } .own { color: var(--accent); font-weight: 700; }
.key .swatch { width: .9rem; height: .5rem; border-radius: 2px; margin-right: .35rem; }
.log { display: grid; grid-template-columns: max-content max-content minmax(0, 1fr); gap: 0 .75rem; max-height: 21rem; overflow-y: auto; font-size: .8125rem;
  border-top: 1px solid var(--line); margin-top: .5rem; padding-top: .5rem; }
.log > * { padding: .06rem 0; } .log time { color: var(--dim); text-align: right; font-variant-numeric: tabular-nums; }
.log .lane { color: var(--dim); } .log .what { overflow-wrap: anywhere; }
.log .stderr, .log .stdout { font-family: var(--mono); font-size: .75rem; } .log .stderr { color: var(--inconclusive); } .log .stdout { color: var(--accent); }
.log .kill, .log .deadline, .log .trouble { color: var(--violated); font-weight: 600; } .log .published, .log .released { color: var(--held); }
.tail { margin: .75rem 0 0; } .tail summary { cursor: pointer; color: var(--dim); font-size: .8125rem; }
.tail pre { max-height: 18rem; overflow: auto; background: var(--sunk); border-radius: 7px; padding: .6rem .8rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.none { padding: 2rem; text-align: center; color: var(--dim); }
.specimens { border-collapse: collapse; font-size: .8125rem; background: var(--card); border: 1px solid var(--line); }
.specimens th { font-weight: 500; text-align: left; white-space: nowrap; padding: .15rem .7rem; }
.specimens tbody th { position: sticky; left: 0; background: var(--card); } .specimens tbody tr:hover > * { background: var(--sunk); }
.specimens thead th { vertical-align: bottom; padding: .5rem .2rem; } .specimens thead th span { writing-mode: vertical-rl; transform: rotate(180deg); }
.specimens thead th:first-child { padding-left: .7rem; }
.specimens td { text-align: center; min-width: 1.7rem; border-left: 1px solid var(--line); border-top: 1px solid var(--line); cursor: default; }
.specimens tr.violated th { color: var(--violated); }
@media (max-width: 44rem) {
  .heads { display: none; } .row > button { grid-template-columns: 1fr; gap: .1rem; }
  .opened { padding: .5rem .5rem 1rem; } .run { padding: .75rem; }
  .log { grid-template-columns: max-content minmax(0, 1fr); } .log .lane { display: none; }
  .filter { top: 2.5rem; } .row { scroll-margin-top: 8.6rem; } .cell small { display: inline; }
}
`;
