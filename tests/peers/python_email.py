"""What Python's `email` says of a mail, in the shape of gmime_json. The header is read by policy.default; where that raises an
exception, by compat32 and email.utils. Structure and decoded bytes come from compat32, which keeps the bytes as they are."""
import email
import email.header
import email.policy
import email.utils
import hashlib

LISTS = {"from": "from", "sender": "sender", "reply_to": "reply-to", "to": "to", "cc": "cc", "bcc": "bcc"}


def old_text(value):
    parts = []
    for text, charset in email.header.decode_header(value):
        parts.append(text if isinstance(text, str) else text.decode(charset or "ascii", "replace"))
    return "".join(parts)


def subject_of(modern, old):
    try:
        value = modern["subject"]
        return None if value is None else str(value)
    except Exception:  # policy.default raises many kinds on malformed fields
        return old_text(str(old["subject"]))


def addresses_of(modern, old, name):
    try:
        fields = modern.get_all(name, [])
        return [[a.display_name or "", a.addr_spec] for field in fields for a in field.addresses]
    except Exception:
        return [list(pair) for pair in email.utils.getaddresses([str(field) for field in old.get_all(name, [])])]


def date_of(old):
    value = old["date"]
    try:
        parsed = email.utils.parsedate_tz(str(value)) if value is not None else None
        if parsed is None:
            return None
        return [email.utils.mktime_tz(parsed), (parsed[9] or 0) // 60]
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def add_entity(entity, depth, parts):
    kind = entity.get_content_type()
    part = {"depth": depth, "type": kind}
    parts.append(part)
    children = entity.get_payload() if entity.is_multipart() else []
    # It takes a delivery status apart into groups of fields, and every message/* for a message: the bytes are gone then.
    if children and kind not in ("message/delivery-status",):
        for child in children:
            add_entity(child, depth + 1, parts)
    elif not children:
        payload = entity.get_payload(decode=True)
        if payload is not None:
            part["bytes"] = len(payload)
            part["sha256"] = hashlib.sha256(payload).hexdigest()


def reading_of(mail):
    modern = email.message_from_bytes(mail, policy=email.policy.default)
    old = email.message_from_bytes(mail, policy=email.policy.compat32)
    reading = {"subject": subject_of(modern, old) or "", "date": date_of(old), "parts": []}
    for key, name in LISTS.items():
        reading[key] = addresses_of(modern, old, name)
    add_entity(old, 0, reading["parts"])
    return reading
