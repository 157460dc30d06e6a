"""Why addresses differ."""
import re

from address_grammar import is_address_list
from differences import ADDRESSES, DifferenceClass, folded

GMIME, PYTHON, BOTH = ("gmime",), ("python",), ("gmime", "python")


def pairs(difference):
    return list(zip(difference.ours, difference.theirs)) if len(difference.ours) == len(difference.theirs) else []


def differing(difference):
    return [(ours, theirs) for ours, theirs in pairs(difference) if ours != theirs]


def name_in_comment(difference):
    """Every name that is missing stands in a comment, and nothing else differs."""
    text = folded(b" ".join(difference.values).decode("utf-8", "replace"))
    rows = differing(difference)
    return bool(rows) and all(ours[1] == theirs[1] and theirs[0] == "" and "(" in text for ours, theirs in rows)


def quotes_in_comment(difference):
    """Quotes inside a comment are part of its text."""
    rows = differing(difference)
    return bool(rows) and all(re.search(rb'\(\s*"', value) for value in difference.values) and all(
        ours[1] == theirs[1] and ours[0].replace('"', "") == theirs[0].replace('"', "") for ours, theirs in rows)


def encoded_word_in_address(difference):
    return any(re.search(rb"=\?[^?\s]+\?[BbQq]\?[^?]*\?=(?:[\w.]*)@", value) for value in difference.values)


def encoded_word_inside_a_word(difference):
    return any(re.search(rb"[^\s(\"]=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=|=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=[^\s)\",<]", value)
               for value in difference.values)


def encoded_word_not_padded(difference):
    return any(len(text) % 4 for value in difference.values for text in re.findall(rb"=\?[^?\s]+\?[Bb]\?([^?=]*)=*\?=", value)
               if not re.search(re.escape(text) + rb"={1,2}\?=", value))


def quoted_local_part(difference):
    rows = differing(difference)
    return bool(rows) and all(ours[0] == theirs[0] and re.fullmatch(r'"([^"]*)"(@.*)', ours[1])
                              and re.sub(r'"([^"]*)"(@.*)', r"\1\2", ours[1]) == theirs[1] for ours, theirs in rows)


def group_and_comment(difference):
    return any(re.search(rb":\s*;\s*\(", value) for value in difference.values) and difference.ours == []


def encoded_words_side_by_side(difference):
    rows = differing(difference)
    return (any(re.search(rb"\?=\s+=\?", value) for value in difference.values)
            and bool(rows) and all(ours[1] == theirs[1] for ours, theirs in rows))


def outside_the_grammar(difference):
    return any(not is_address_list(value) for value in difference.values)


CLASSES = [
    DifferenceClass("name_in_comment", PYTHON, ADDRESSES, "constat", "RFC 5322 section 3.4, last paragraph",
                    "a name in a comment behind the address, as older programs write it: policy.default drops it", name_in_comment),
    DifferenceClass("quotes_in_comment", BOTH, ADDRESSES, "constat", "RFC 5322 section 3.2.2",
                    "quotes inside a comment are text: they are kept or taken away", quotes_in_comment),
    DifferenceClass("encoded_word_in_address", PYTHON, ADDRESSES, "constat", "RFC 2047 section 5 (3)",
                    "an encoded word inside an address must not be decoded", encoded_word_in_address),
    DifferenceClass("encoded_word_inside_a_word", BOTH, ADDRESSES, "python", "RFC 2047 section 5",
                    "no white space around an encoded word: it is none by the letter; constat and GMime decode it, as mail programs do",
                    encoded_word_inside_a_word),
    DifferenceClass("encoded_word_not_padded", GMIME, ADDRESSES, "none", "RFC 2047 section 4.1",
                    "base64 without its padding: the last character is kept or dropped", encoded_word_not_padded),
    DifferenceClass("encoded_words_side_by_side", PYTHON, ADDRESSES, "constat", "RFC 2047 section 6.2",
                    "white space between two encoded words must not be shown", encoded_words_side_by_side),
    DifferenceClass("quoted_local_part", PYTHON, ADDRESSES, "both", "RFC 5321 section 4.1.2, RFC 5322 section 3.4.1",
                    "a quoted local part is printed as written or without its quotes; the address is the same", quoted_local_part),
    DifferenceClass("group_and_comment", PYTHON, ADDRESSES, "constat", "RFC 5322 section 3.4",
                    "an empty group with a comment behind it: nobody is addressed", group_and_comment),
    DifferenceClass("address_outside_the_grammar", BOTH, ADDRESSES, "none", "RFC 5322 sections 3.4, 4.4",
                    "no address list by the grammar, the obsolete one included", outside_the_grammar),
]
