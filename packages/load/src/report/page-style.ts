/** Four colours that tell lines apart, also for most who see fewer, then two more; each fits light and dark. */
const LINES = ["#2f7ed8", "#d9772b", "#2e9e6b", "#c2417c", "#7d6bd6", "#8a8f98"];

/** The style of the page. */
export const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.25rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1.5rem; }
dt { opacity: 0.7; }
dd { margin: 0; }
.table { overflow-x: auto; margin: 1.5rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.2rem 1rem 0.2rem 0; text-align: left; white-space: nowrap; border-bottom: 1px solid #8884; }
.warnings { border-left: 4px solid #d9772b; }
.limits { border-left: 4px solid #8a8f98; }
.warnings, .limits { list-style: none; padding-left: 0.75rem; }
figure { margin: 2rem 0; }
figcaption { font-weight: 600; }
svg { width: 100%; height: auto; }
svg text { font-size: 12px; fill: currentColor; }
.grid { stroke: #8884; }
.mark { stroke: currentColor; stroke-dasharray: 4 4; opacity: 0.6; }
polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
.legend { display: flex; flex-wrap: wrap; gap: 0 1.25rem; list-style: none; padding: 0; margin: 0; }
.legend span { display: inline-block; width: 1rem; height: 0.2rem; margin-right: 0.4rem; vertical-align: middle; }
${LINES.map((colour, at) => `polyline.line-${at} { stroke: ${colour}; } span.line-${at} { background: ${colour}; }`).join("\n")}
`;
