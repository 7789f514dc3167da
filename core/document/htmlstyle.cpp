// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/htmlstyle.h"

namespace weir {

using namespace Qt::StringLiterals;

QString htmlStyle()
{
    return uR"css(*{box-sizing:border-box}
html{font:16px/1.6 Inter,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans',Arial,sans-serif;background:var(--w-canvas);
color:var(--w-text);-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:1320px;display:grid;grid-template-columns:248px minmax(0,1fr);gap:48px;padding:0 32px}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding:48px 0 32px;font-size:13.5px;line-height:1.45}
nav p{margin:0 0 8px;font-size:10.5px;font-weight:600;letter-spacing:.09em;text-transform:uppercase;color:var(--w-dim)}
nav ol{list-style:none;margin:0;padding:0}
nav li{margin:2px 0}
nav>ol>li{margin:8px 0;font-weight:600}
nav li ol{padding-left:12px;border-left:1px solid var(--w-line);margin:4px 0 0;font-weight:400}
nav a{display:block;padding:2px 0;color:inherit;text-decoration:none;overflow-wrap:anywhere}
nav li ol a{color:var(--w-dim)}
nav a:hover,nav a:focus-visible{color:var(--w-accent)}
main{padding:40px 0 96px;min-width:0}
h1{font-size:32px;line-height:1.2;letter-spacing:-.015em;margin:0 0 24px;text-wrap:balance}
h2{font-size:22px;line-height:1.3;letter-spacing:-.01em;margin:56px 0 16px;padding-top:24px;border-top:1px solid var(--w-line)}
h1+h2{margin-top:0}
h3{font-size:17px;margin:36px 0 12px}
h4,h5,h6{font-size:15px;margin:24px 0 8px}
h1,h2,h3,h4,h5,h6,li,p{overflow-wrap:anywhere}
td,th{overflow-wrap:break-word}
p,ul,ol,pre,figure,aside,.table{margin:0 0 16px}
main p,main li{max-width:72ch}
main ul,main .hand-written ol{padding-left:22px}
main li{margin:4px 0}
.lead-in{margin-bottom:6px}
a{color:var(--w-accent)}
code,pre{font-family:ui-monospace,'JetBrains Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.86em}
code{background:var(--w-queue);border-radius:5px;padding:.1em .35em}
pre{background:var(--w-panel);border:1px solid var(--w-line);border-radius:9px;padding:14px 18px;overflow:auto;line-height:1.5}
pre code{background:none;padding:0;font-size:1em}
.table{overflow-x:auto;border:1px solid var(--w-line);border-radius:9px;background:var(--w-panel)}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.45}
.hand-written table{width:auto}
th,td{padding:8px 10px;text-align:left;vertical-align:top;min-width:64px}
th{font-size:12px;font-weight:600;color:var(--w-dim);white-space:nowrap}
td,th+th{border-color:var(--w-line)}
tbody tr{border-top:1px solid var(--w-line)}
.number{min-width:0;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
figure{padding:20px;border:1px solid var(--w-line);border-radius:9px;background:var(--w-panel);overflow-x:auto}
figure svg{display:block;margin:0 auto;max-width:100%;height:auto}
figcaption{margin-top:12px;text-align:center;font-size:13px;color:var(--w-dim)}
aside{border:1px solid var(--w-line);border-left:3px solid var(--w-event-line);background:var(--w-panel);border-radius:3px 9px 9px 3px;
padding:12px 18px;font-size:14.5px}
aside p{margin:0 0 4px}
aside ul{margin:0}
blockquote{margin:0 0 16px;padding-left:16px;border-left:3px solid var(--w-line);color:var(--w-dim)}
hr{border:0;border-top:1px solid var(--w-line);margin:24px 0}
@media(max-width:900px){body{display:block;padding:0 20px}nav{position:static;max-height:none;padding:24px 0 0}nav li ol{display:none}
main{padding-top:24px}h1{font-size:26px}}
@media print{@page{margin:18mm}table{font-size:8.5pt}th{white-space:normal}th,td{padding:4px 6px;min-width:0;overflow-wrap:anywhere}html{font-size:10.5pt;background:none}body{display:block;padding:0;max-width:none}nav{display:none}
main{padding:0}h2{break-after:avoid}h3,h4,.lead-in{break-after:avoid}pre,figure,aside,tr{break-inside:avoid}
.table,figure,pre{overflow:visible}figure svg{min-width:0!important}pre{white-space:pre-wrap}}
)css"_s;
}

} // namespace weir
