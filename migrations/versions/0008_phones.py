"""Phones as E.164, each of one person.

A number without its country is read by that of the location of the person's last visit, else of
the first location. Nothing is lost: a number that is not valid, and one that an older row has
already, moves to `phone_as_written`, where it is shown and found by all its digits or by some; so
does one with more beside it: an extension, a second number, a word. Nobody is merged.
"""

import re

import sqlalchemy as sa
from alembic import op
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PHONES = """
    SELECT users.id, users.phone, coalesce(
        (
            SELECT locations.country FROM bookings JOIN locations ON locations.id = location_id
            WHERE bookings.client_id = users.id ORDER BY starts_at DESC LIMIT 1
        ),
        (SELECT country FROM locations ORDER BY is_active DESC, id LIMIT 1)
    ) AS country
    FROM users WHERE users.phone IS NOT NULL ORDER BY users.id
"""


def upgrade() -> None:
    op.execute("ALTER TABLE users ADD COLUMN phone_as_written text")
    connection = op.get_bind()
    taken: set[str] = set()
    rows = connection.execute(sa.text(PHONES)).all()
    op.execute("UPDATE users SET phone_as_written = phone, phone = NULL WHERE phone IS NOT NULL")
    for row in rows:
        phone = _e164(row.phone, row.country)
        if phone is None or phone in taken:
            continue
        taken.add(phone)
        connection.execute(
            sa.text("UPDATE users SET phone = :phone, phone_as_written = NULL WHERE id = :id"),
            {"phone": phone, "id": row.id},
        )
    op.execute("ALTER TABLE users ADD CONSTRAINT uq_users_phone UNIQUE (phone)")
    op.execute(
        "ALTER TABLE users ADD CONSTRAINT ck_users_phone_is_e164"
        r" CHECK (phone ~ '^\+[1-9][0-9]{4,14}$')"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE users DROP CONSTRAINT ck_users_phone_is_e164")
    op.execute("ALTER TABLE users DROP CONSTRAINT uq_users_phone")
    op.execute("UPDATE users SET phone = coalesce(phone, phone_as_written)")
    op.execute("ALTER TABLE users DROP COLUMN phone_as_written")


def _e164(text: str, country: str | None) -> str | None:
    """Return the one number that the whole text is; nothing where more would be lost."""
    plain = re.sub(r"^([\s(]*)(?:00|\+)[\s./–-]*(?=[1-9])", r"\1+", text)
    found = list(PhoneNumberMatcher(plain, country))
    if len(found) != 1 or found[0].number.extension:
        return None
    (match,) = found
    beside = plain[: match.start] + plain[match.end :]
    if any(sign.isalnum() or sign == "+" for sign in beside):
        return None
    return format_number(match.number, PhoneNumberFormat.E164)
