"""An annex, read from the Typst source that pielikums renders, and the same annex as HTML and as ODT.

Only what the annexes of the generated corpus hold is understood: text literals, `~`, paragraphs and lists.
"""

import json
import re
import zipfile
from collections import namedtuple
from html import escape
from pathlib import Path
from string import Template

HERE = Path(__file__).resolve().parent

# `rows` are pairs of a label and blocks; a block is ("p", text), ("ol", texts) or ("ul", texts).
Annex = namedtuple("Annex", "id source head title rows signature")


def read(name, source):
    rows = contents(source, "#facts(")
    return Annex(
        id=name,
        source=source,
        head=[plain(line) for line in contents(source, "#head(")],
        title=plain(re.search(r"^= (.*)$", source, re.MULTILINE)[1]),
        rows=[(plain(label), blocks(body)) for label, body in zip(rows[::2], rows[1::2])],
        signature=[plain(part) for part in contents(source, "#signature(")],
    )


def contents(source, call):
    """The outermost `[...]` among the arguments of a call."""
    found, parens, brackets, start = [], 0, 0, 0
    for token in re.compile(r'"(?:[^"\\]|\\.)*"|\\.|[][()]').finditer(source, source.index(call)):
        if token[0] == "[":
            brackets += 1
            start = token.end() if brackets == 1 else start
        elif token[0] == "]":
            brackets -= 1
            found += [source[start : token.start()]] if brackets == 0 else []
        elif token[0] in "()" and brackets == 0:
            parens += 1 if token[0] == "(" else -1
            if parens == 0:
                return found
    raise ValueError(f"{call} has no end")


def plain(markup):
    """The text of markup: literals, `~`, and words."""

    def character(escape):
        return chr(int(escape[1], 16)) if escape[1] else {"n": "\n", "t": "\t"}.get(escape[2], escape[2])

    def piece(token):
        if token[0] == "~":
            return "\u00a0"
        if token[1] is None:
            raise ValueError(f"this script cannot read `{token[0]}` in an annex")
        return re.sub(r"\\u\{(\w+)\}|\\(.)", character, token[1])

    # A name is not divided at the end of a line; the others divide no words at all, or as they like.
    whole = r'#text\(hyphenate: false\)\[(#"(?:[^"\\]|\\.)*";?)\];?'
    return re.sub(r'#"((?:[^"\\]|\\.)*)";?|~|#\w+', piece, re.sub(whole, r"\1", markup)).strip()


def blocks(markup):
    """Paragraphs and lists."""
    found, is_open = [], False
    for line in map(str.strip, markup.splitlines()):
        if not line or line == "#parbreak()":
            is_open = False
        elif line[:2] in ("- ", "+ "):
            kind = "ul" if line[0] == "-" else "ol"
            if not (is_open and found[-1][0] == kind):
                found.append((kind, []))
            found[-1][1].append(plain(line[2:]))
            is_open = True
        else:
            text = plain(line)
            if is_open and found[-1][0] == "p":
                text = f"{found.pop()[1]} {text}"
            found.append(("p", text))
            is_open = True
    return found


def fill(form, **parts):
    return Template((HERE / form).read_text()).substitute(parts)


def typst(annex):
    title = json.dumps(annex.title, ensure_ascii=False)
    date = "datetime(year: 2020, month: 1, day: 1)"
    return f'#set document(title: {title}, author: "x", date: {date})\n{annex.source}'


def html(annex):
    def block(kind, content):
        if kind == "p":
            return f"<p>{escape(content)}</p>"
        return f"<{kind}>{''.join(f'<li>{escape(item)}</li>' for item in content)}</{kind}>"

    rows = [
        f'<tr><th scope="row">{escape(label)}</th><td>{"".join(block(*part) for part in body)}</td></tr>'
        for label, body in annex.rows
    ]
    return fill(
        "annex.html",
        title=escape(annex.title),
        head="<br>".join(map(escape, annex.head)),
        rows="\n".join(rows),
        signature="".join(f"<div>{escape(part)}</div>" for part in annex.signature),
    )


def odt(annex, path):
    def paragraph(text, style="Standard"):
        return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'

    def block(kind, content):
        if kind == "p":
            return paragraph(content, "Text")
        items = "".join(f"<text:list-item>{paragraph(item)}</text:list-item>" for item in content)
        return f'<text:list text:style-name="{kind}">{items}</text:list>'

    def cell(style, content):
        return f'<table:table-cell table:style-name="{style}">{content}</table:table-cell>'

    rows = [
        cell("Ruled", paragraph(label, "Label")) + cell("Ruled", "".join(block(*part) for part in body))
        for label, body in annex.rows
    ]
    parts = {
        "title": escape(annex.title),
        "head": "\n".join(paragraph(line, "Head") for line in annex.head),
        "rows": "\n".join(f"<table:table-row>{row}</table:table-row>" for row in rows),
        "signature": "".join(cell("Bare", paragraph(part)) for part in annex.signature),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        file.write(HERE / "odt" / "manifest.xml", "META-INF/manifest.xml")
        for name in ("content.xml", "meta.xml", "styles.xml"):
            file.writestr(name, fill(f"odt/{name}", **parts))
