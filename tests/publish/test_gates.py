"""Every gate of the finished site, and a page that fails it (H7, H8)."""

import pytest

from laltro.publish.frame.gates import broken_links, foreign_origins, foreign_styles, inline_scripts, tags

SITE = "https://example.org/repo/"


@pytest.mark.parametrize(
    ("html", "codes"),
    [
        ('<script src="a.js"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ('<script type="module" src="a.js"></script>', []),
        ("<script>alert(1)</script>", ["inline_script"]),
        ("<SCRIPT >alert(1)</SCRIPT>", ["inline_script"]),
        ('<script type="module">import "x"</script>', ["inline_script"]),
        ('<script type="text/javascript">x</script>', ["inline_script"]),
        ('<p data-x="a>b" onclick="x()">', ["inline_handler"]),
        ("<svg/onload=alert(1)>", ["inline_handler"]),
        ('<p style="color:red">', ["inline_handler"]),
        ("<style>p{}</style>", ["inline_handler"]),
        ('<a href="javascript:x">', ["inline_handler"]),
        ('<a href=" Java\nScript:x">', ["inline_handler"]),
        ('<a href="java&#115;cript:x">', ["inline_handler"]),
        ("<p>&lt;script&gt; onclick=</p>", []),
        ('<p data-label="Data: oggi" title="javascript: che cos\'è">', []),
        ("<img alt=it's><script>alert(1)</script><p>l'altro</p>", ["inline_script"]),
        ('<script type="text/jscript">x</script>', ["inline_script"]),
        ('<script type=" ">x</script>', ["inline_script"]),
        ('<a href="\x01javascript:x">', ["inline_handler"]),
        ('<a href="data:text/html,x">', ["inline_handler"]),
        ('<script src="data:text/javascript,x"></script>', ["inline_handler"]),
        ('<meta http-equiv="Refresh" content="0;url=https://x.example">', ["inline_handler"]),
    ],
)
def test_inline_scripts(html: str, codes: list[str]) -> None:
    assert [fault.code for fault in inline_scripts("p.html", tags(html))] == codes


@pytest.mark.parametrize(
    ("html", "faults"),
    [
        ('<link rel="stylesheet" href="../a.css">', 0),
        ('<link rel="canonical" href="https://elsewhere.org/">', 0),
        ('<link rel="alternate" hreflang="en" href="https://elsewhere.org/">', 0),
        ('<img src="data:image/png;base64,AA==">', 0),
        (f'<img src="{SITE}a.png">', 0),
        ('<a href="https://elsewhere.org/">', 0),
        ('<link rel="stylesheet" href="https://fonts.example/x.css">', 1),
        ('<link rel="preconnect" href="//fonts.example">', 1),
        ('<link rel="alternate stylesheet" href="https://x.example/a.css">', 1),
        ('<script src="https://cdn.example/x.js">', 1),
        ('<script src="\\\\cdn.example/x.js">', 1),
        ("<img src=https://x.example/p.gif>", 1),
        ('<img srcset="a.png 1x, https://x.example/b.png 2x">', 1),
        ('<iframe src="https://x.example">', 1),
        ('<img srcset="data:image/png;base64,AA== 1x, https://x.example/b.png 2x">', 1),
        ("<img alt=it's><link rel=stylesheet href=https://x.example/a.css><p>l'altro</p>", 1),
        ('<body background="https://x.example/b.png">', 1),
        ('<object data="https://x.example">', 1),
        ('<base href="https://x.example/">', 1),
    ],
)
def test_foreign_origins(html: str, faults: int) -> None:
    assert len(list(foreign_origins("p.html", tags(html), SITE))) == faults


@pytest.mark.parametrize(
    ("css", "faults"),
    [
        ("a{background:url(data:image/svg+xml;charset=utf-8,<svg>)}", 0),
        ("a{background:url('../x.png')}", 0),
        ("a{background:url(https://x.example/p.png)}", 1),
        ('@import "https://x.example/a.css";', 1),
    ],
)
def test_foreign_styles(css: str, faults: int) -> None:
    assert len(list(foreign_styles("a.css", css, SITE))) == faults


FILES = {"index.html", "servizi/index.html", "servizi/nido/index.html", "assets/site.css", "404.html"}


@pytest.mark.parametrize(
    ("path", "href", "broken"),
    [
        ("servizi/nido/index.html", "../", False),
        ("servizi/nido/index.html", "../../", False),
        ("servizi/nido/index.html", "../../assets/site.css", False),
        ("servizi/nido/index.html", "#where", False),
        ("servizi/index.html", "nido/?record=x", False),
        ("index.html", "./servizi/", False),
        ("index.html", "https://example.org/x", False),
        ("index.html", "tel:112", False),
        ("404.html", "/repo/servizi/", False),
        ("index.html", "/servizi/", True),
        ("index.html", "servizi/altro/", True),
        ("servizi/nido/index.html", "../../../servizi/", True),
        ("servizi/index.html", "nido", True),
        ("index.html", "https://[", True),
    ],
)
def test_broken_links(path: str, href: str, broken: bool) -> None:
    assert bool(list(broken_links(path, tags(f'<a href="{href}">'), FILES))) is broken
