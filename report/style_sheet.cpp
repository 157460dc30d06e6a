// The look of the HTML report: a document to be read and printed. No colour carries a meaning.
#include "report/html_blocks.h"

namespace constat::report {

std::string_view style_sheet() {
  return R"css(
:root {
  color-scheme: light dark;
  --paper: #fdfcf9; --ink: #1d1d1b; --quiet: #595853; --rule: #cfccc3; --strong-rule: #3b4656;
  --tint: #f3f1ea; --accent: #2c3e57;
  --serif: Charter, "Bitstream Charter", "Source Serif 4", "Iowan Old Style", "Palatino Linotype", "URW Palladio L", P052, Cambria, "Noto Serif", "DejaVu Serif", serif;
  --sans: system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --mono: ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --ink: #e7e4dc; --quiet: #a9a69d; --rule: #3c3f44; --strong-rule: #8d99ab;
    --tint: #1f2226; --accent: #b9c7dc;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 100%/1.55 var(--serif); hanging-punctuation: first; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 3.5rem 1.5rem 6rem; overflow-wrap: break-word; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 1rem; padding: .4rem .8rem; background: var(--paper); border: 1px solid var(--strong-rule); }
a { color: var(--accent); text-underline-offset: .15em; }
h1, h2, h3, h4, h5 { line-height: 1.25; font-weight: 600; color: var(--accent); text-wrap: balance; margin: 0; }
h1 { font-size: 2rem; margin-bottom: 1.75rem; padding-bottom: 1.1rem; border-bottom: 3px double var(--strong-rule); }
h2 { font-size: 1.5rem; margin: 4rem 0 1rem; padding-top: .9rem; border-top: 1px solid var(--strong-rule); }
h3 { font-size: 1.15rem; margin: 2.4rem 0 .7rem; }
h4 { font-size: 1.05rem; margin: 3rem 0 .8rem; }
h4 code { font-weight: 400; font-size: .8rem; color: var(--quiet); white-space: nowrap; }
h5 { font: 600 .9rem/1.3 var(--sans); color: var(--ink); margin: 0; padding-bottom: .45rem; border-bottom: 1px solid var(--strong-rule); }
.number { font-variant-numeric: tabular-nums; font-weight: 400; color: var(--quiet); margin-right: .45em; }
p { margin: 0 0 .8rem; max-width: 44rem; text-wrap: pretty; }
ul, ol { margin: 0 0 1rem; padding-left: 1.3rem; }
li { margin-bottom: .35rem; max-width: 44rem; }
.quiet { color: var(--quiet); font-size: .875rem; }
.notice { max-width: none; font-size: 1.06rem; padding: 1.1rem 1.4rem; border: 1px solid var(--strong-rule); background: var(--tint); margin-bottom: 1.6rem; }
.alert { max-width: none; padding: .9rem 1.2rem; border: 3px solid var(--ink); font-weight: 600; }
code { font: .82em/1.5 var(--mono); overflow-wrap: anywhere; unicode-bidi: isolate; }
dl { margin: 0 0 1.2rem; border-top: 1px solid var(--rule); }
dl > div { display: grid; grid-template-columns: 13rem 1fr; column-gap: 1.2rem; padding: .42rem 0; border-bottom: 1px solid var(--rule); }
dt { font: .85rem/1.6 var(--sans); color: var(--quiet); grid-row: 1 / span 1; }
dd { margin: 0; grid-column: 2; overflow-wrap: anywhere; max-width: 44rem; }
.tables { columns: 2 22rem; column-gap: 2.2rem; margin-bottom: 1.4rem; }
.tables .table { break-inside: avoid; margin-bottom: 1.8rem; }
.single { margin-bottom: 1.2rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font: .875rem/1.45 var(--sans); }
caption { text-align: left; font-weight: 600; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .9rem .32rem 0; border-bottom: 1px solid var(--rule); font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--quiet); font-size: .8rem; border-bottom: 1px solid var(--strong-rule); vertical-align: bottom; }
.tables thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.tables table { border-top: 1px solid var(--strong-rule); }
.numeric { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.stacks th[scope=row] { overflow-wrap: anywhere; min-width: 12rem; }
thead .numeric { white-space: normal; }
figure { margin: 0 0 1rem; }
.law { padding-left: 1.2rem; border-left: 2px solid var(--strong-rule); }
.law blockquote { margin: 0; font-style: italic; max-width: 44rem; }
.law blockquote p { margin-bottom: .4rem; max-width: none; }
figcaption { font: .8rem/1.5 var(--sans); color: var(--quiet); }
.facts { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem 2.4rem; margin: 1.3rem 0 1.4rem; }
.side { min-width: 0; }
.context { margin: 0 0 1.4rem; }
.gloss { font-weight: 400; color: var(--quiet); margin-left: .35em; }
.empty { font-style: italic; color: var(--quiet); margin: .6rem 0 0; }
.entries { list-style: none; padding: 0; margin: 0; }
.entries > li { padding: .6rem 0 .5rem; margin: 0; border-bottom: 1px solid var(--rule); max-width: none; }
.fact { margin: 0; line-height: 1.4; }
.fact code { color: var(--quiet); font-size: .75rem; margin: 0 .2rem; }
.tally { font: .8rem var(--sans); font-variant-numeric: tabular-nums; white-space: nowrap; padding: .05rem .45rem; border: 1px solid var(--rule); margin-left: .25rem; }
details { margin-top: .4rem; }
summary { font: .8rem/1.6 var(--sans); color: var(--quiet); cursor: pointer; }
.exhibits { padding-left: 1.25rem; margin: .25rem 0 0; font-size: .9rem; }
.exhibits > li { margin-bottom: .8rem; max-width: none; }
.exhibits blockquote { margin: .1rem 0 .3rem; padding: .3rem .7rem; background: var(--tint); overflow-wrap: anywhere; }
.value { margin: 0 0 .15rem; overflow-wrap: anywhere; }
.trace { margin: 0; font: .78rem/1.5 var(--sans); color: var(--quiet); overflow-wrap: anywhere; }
.trace code { font-size: .72rem; }
.command { margin: .3rem 0 0; padding: .35rem .7rem; background: var(--tint); border-left: 2px solid var(--rule); white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.4; }
.command code { font-size: .75rem; }
p + .command { margin: 0 0 1rem; }
.contents { list-style: none; padding: 0; columns: 2; column-gap: 2.4rem; margin: 0 0 1rem; }
.contents li { margin-bottom: .3rem; break-inside: avoid; }
.contents a { text-decoration: none; }
.contents a:hover, .contents a:focus { text-decoration: underline; }
@media (max-width: 44rem) {
  main { padding: 1.6rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  h2 { font-size: 1.25rem; margin-top: 2.6rem; }
  h4 code { white-space: normal; }
  .facts { grid-template-columns: minmax(0, 1fr); }
  dl > div { grid-template-columns: minmax(0, 1fr); }
  dd { grid-column: 1; }
  .contents { columns: 1; }
  th, td { padding-right: .5rem; }
  .stacks thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacks tr, .stacks th, .stacks td { display: block; border: 0; padding: .12rem 0; min-width: 0; text-align: left; }
  .stacks tr { border-bottom: 1px solid var(--rule); padding: .4rem 0; }
  .stacks td::before { content: attr(data-head) "  "; color: var(--quiet); font-size: .8rem; }
  .notice { padding: .9rem 1rem; }
}
@media print {
  @page { size: A4; margin: 15mm 15mm 17mm; }
  :root { --paper: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --strong-rule: #333; --tint: #f5f5f5; --accent: #000; }
  html { font-size: 8.5pt; line-height: 1.35; }
  main { max-width: none; padding: 0; }
  .skip { display: none; }
  p, li, dd, .law blockquote { max-width: none; }
  p { margin-bottom: .5rem; }
  h1 { font-size: 17pt; margin-bottom: 1rem; padding-bottom: .6rem; }
  h2 { font-size: 13pt; margin: 1.8rem 0 .6rem; }
  h3 { margin: 1.2rem 0 .4rem; }
  h4 { margin: 1.3rem 0 .4rem; }
  h2, h3, h4, h5, caption, figcaption { break-after: avoid; }
  tr, .law, .exhibits > li, dl > div, .notice, .alert { break-inside: avoid; }
  p, li { orphans: 3; widows: 3; }
  .fact, .quiet, h3 + p { break-after: avoid; }
  dl { margin-bottom: .8rem; }
  dl > div { padding: .2rem 0; }
  th, td { padding-top: .15rem; padding-bottom: .15rem; line-height: 1.3; }
  table { font-size: .82rem; }
  .table { overflow-x: visible; }
  .tables { columns: 2; margin-bottom: .6rem; }
  .tables .table { margin-bottom: 1rem; }
  .single { margin-bottom: .5rem; }
  .notice { padding: .6rem .9rem; margin-bottom: .9rem; }
  .law { margin-bottom: .5rem; }
  .facts { gap: .6rem 1.6rem; margin: .6rem 0; }
  .facts:has(> .side:first-child > .empty):not(:has(> .side:last-child > .empty)) { grid-template-columns: 1fr 3fr; }
  .facts:has(> .side:last-child > .empty):not(:has(> .side:first-child > .empty)) { grid-template-columns: 3fr 1fr; }
  .context { margin-bottom: .6rem; }
  .entries > li { padding: .3rem 0; }
  .exhibits { margin-top: .15rem; }
  .exhibits > li { margin-bottom: .3rem; }
  .exhibits blockquote { padding: .1rem .5rem; margin-bottom: .15rem; }
  .trace, .trace code { font-size: .68rem; line-height: 1.3; }
  .command { margin-top: .15rem; padding: .1rem .5rem; }
  .command code { font-size: .68rem; }
  a { color: inherit; text-decoration: none; }
}
)css";
}

}  // namespace constat::report
