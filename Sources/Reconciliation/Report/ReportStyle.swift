// SPDX-License-Identifier: Apache-2.0
// Part of Counterfoil, the merchant's own record of every charge.

/// The page's style. Two colours that differ in lightness too, so that they survive a black-and-white printer.
enum ReportStyle {
    static let css = """
        :root { --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --bar: #2f6f8f; --pale: #bcd8e4;
          --warn: #b3401f; --good: #1a7f4b }
        * { box-sizing: border-box }
        body { margin: 0; background: #f3f4f6; color: var(--ink); line-height: 1.55; font-size: 15px;
          font-family: system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
        main { max-width: 60rem; margin: 1.5rem auto; padding: 2rem 2.5rem; background: #fff;
          border: 1px solid var(--line); border-radius: 8px }
        h1 { font-size: 1.7rem; margin: 0 0 .2rem } h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem;
          border-bottom: 2px solid var(--ink); padding-bottom: .2rem } h3 { font-size: 1rem; margin: 1.4rem 0 .4rem }
        [lang=en] { color: var(--soft); font-size: .86em; font-weight: 400 }
        p { margin: .4rem 0 } .lead { font-size: 1.12rem } .meta { color: var(--soft); margin-bottom: 1.2rem }
        .state { border-left: 6px solid var(--good); padding: .7rem 1rem; background: #f0faf4; margin: 1rem 0 }
        .state.bad { border-color: var(--warn); background: #fdf3ef }
        ol { padding-left: 1.4rem } li { margin: .35rem 0 }
        .wide { overflow-x: auto }
        table { border-collapse: collapse; width: 100%; font-size: .86rem; margin: .6rem 0 }
        caption { text-align: left; font-weight: 600; padding: .3rem 0 }
        th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
        th { border-bottom: 2px solid var(--line) } th [lang=en] { display: block }
        .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
        .k { font-family: ui-monospace, monospace; font-size: .76rem; overflow-wrap: anywhere; min-width: 9rem }
        figure { margin: .6rem 0; min-width: 0 } figcaption { font-weight: 600; margin-bottom: .3rem }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr));
          gap: .6rem 2.2rem; align-items: start } .charts > * { min-width: 0 }
        svg { width: 100%; max-width: 30rem; height: auto; display: block }
        .chart svg { max-width: none; min-width: 34rem }
        svg text { font-size: 12px; fill: var(--ink) } svg .l { text-anchor: end } svg .f { font-size: 11px }
        svg .b, .key.b { fill: var(--bar); background: var(--bar) }
        svg .a, .key.a { fill: var(--pale); background: var(--pale); stroke: var(--bar) }
        svg .w, .key.w { fill: var(--warn); background: var(--warn) } svg .g { stroke: var(--line) }
        .key { display: inline-block; width: .9em; height: .9em; margin: 0 .2em 0 .6em; vertical-align: -.1em;
          border: 1px solid var(--bar) } .key.w { border-color: var(--warn) }
        .rule { font-size: .86rem }
        .good { color: var(--good) } .warn { color: var(--warn) }
        @media (max-width: 600px) {
          main { margin: 0; padding: 1rem; border: 0; border-radius: 0 } h1 { font-size: 1.4rem }
          th, td { padding: .3rem .35rem } .k { min-width: 7rem }
        }
        @page { size: A4; margin: 14mm }
        @media print {
          body { background: #fff; font-size: 10.5pt } main { margin: 0; padding: 0; border: 0; max-width: none }
          h2, h3 { break-after: avoid } tr, svg, figure, .state { break-inside: avoid }
          thead { display: table-header-group }
          .wide { overflow: visible } * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
        }

        """
}
