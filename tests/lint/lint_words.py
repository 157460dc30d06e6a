#!/usr/bin/env python3
"""Finds words that take a side (words.txt) in generated output, templates and catalogues.

usage: lint_words.py [FILE...]      without a file: standard input
Prints FILE:LINE:WORD for each find and exits 1; exits 0 when there is none.

Exempt, because the words there are not ours:
  .html          elements whose class holds "quotation", the style sheet
  .json, .jsonl  values under the keys that carry what was read (READ_KEYS); keys are always looked at
  other text     between quotation marks (guillemets, curly), lines after a "> " mark
and, everywhere, the names in allowed.txt.
"""
import json
import re
import sys
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

HERE = Path(__file__).resolve().parent
VOID = {"meta", "link", "br", "hr", "img", "input", "col", "wbr", "area", "base", "source"}
# Keys whose values were read in an input.
READ_KEYS = {
    "value", "quote", "name", "address", "addresses", "url", "text", "subject", "fields", "filename",
    "message_id", "list_id", "list_ids", "list_unsubscribe", "list_unsubscribe_post", "in_reply_to",
    "references", "mailer", "auto_submitted", "mail_from", "helo", "from_names", "from_addresses",
    "return_path_domains", "sender_domain", "domain", "input", "mandate", "mechanism", "charset",
    "policy", "properties", "method", "server", "type", "encoding", "disposition", "id", "session", "mail", "sha256", "mail_sha256", "person",
}


def phrases(name):
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def pattern_of(words):
    # A letter or digit of any script bounds no word; "_" does, so that names are searched too.
    inside = r"[^\W_]"
    body = "|".join(r"[\W_]+".join(map(re.escape, word.split())) for word in
                    sorted(words, key=len, reverse=True))
    return re.compile(f"(?<!{inside})({body})(?!{inside})", re.IGNORECASE)


WORDS = pattern_of(phrases("words.txt"))
ALLOWED = pattern_of(phrases("allowed.txt"))


def finds_in(text):
    text = unicodedata.normalize("NFC", text)
    for match in WORDS.finditer(ALLOWED.sub(" ", text)):
        yield match.group(1)


class OwnWords(HTMLParser):
    """Text and attribute values outside of quotations and the style sheet, with their lines."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack = []
        self.hidden = 0
        self.pieces = []

    def handle_starttag(self, tag, attrs):
        classes = (dict(attrs).get("class") or "").split()
        hides = tag == "style" or "quotation" in classes
        if not self.hidden and not hides:
            self.pieces += [(self.getpos()[0], value) for key, value in attrs
                            if value and key not in ("href", "id")]
        if tag not in VOID:
            self.stack.append((tag, hides))
            self.hidden += hides

    def handle_endtag(self, tag):
        while self.stack:
            name, hides = self.stack.pop()
            self.hidden -= hides
            if name == tag:
                break

    def handle_data(self, data):
        if not self.hidden:
            self.pieces += [(self.getpos()[0] + i, line) for i, line in enumerate(data.split("\n"))]


def html_pieces(text):
    parser = OwnWords()
    parser.feed(text)
    parser.close()
    return parser.pieces


def json_strings(node, read=False):
    if isinstance(node, dict):
        for key, child in node.items():
            yield key
            yield from json_strings(child, read or key in READ_KEYS)
    elif isinstance(node, list):
        for child in node:
            yield from json_strings(child, read)
    elif isinstance(node, str) and not read:
        yield node


def json_pieces(text):
    try:
        return [(1, string) for string in json_strings(json.loads(text))]
    except ValueError:
        pieces = []
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                pieces += [(number, string) for string in json_strings(json.loads(line))]
        return pieces


def text_pieces(text):
    # A quotation may run over several lines; what is taken out leaves its line ends.
    def emptied(match):
        return "\n" * match.group(0).count("\n")
    text = re.sub(r"\u00ab[^\u00bb]*\u00bb|\u201c[^\u201d]*\u201d", emptied, text)
    lines = text.split("\n")
    return [(number, re.sub(r"(^|\s)> .*$", " ", line)) for number, line in enumerate(lines, 1)]


def pieces_of(name, text):
    if name.endswith((".html", ".htm")) or text.lstrip().startswith("<!DOCTYPE"):
        return html_pieces(text)
    if name.endswith((".json", ".jsonl")) or text.lstrip().startswith("{"):
        return json_pieces(text)
    return text_pieces(text)


def main(names):
    found = 0
    for name in names or ["-"]:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        for number, piece in pieces_of(name, data.decode("utf-8", "replace")):
            for word in finds_in(piece):
                print(f"{name}:{number}:{word}")
                found += 1
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
