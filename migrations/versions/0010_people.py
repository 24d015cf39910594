"""Names that are found however they are typed, and phones that several people share.

`search_name` is derived from the names, so it is filled by the program's own function. Names are
cleaned as the program cleans new ones. On the way down, of several people with a number the
oldest row keeps it; for the others it moves to `phone_as_written`, and is shown as before.
"""

import sqlalchemy as sa
from alembic import op

from domain.shared.folding import search_text
from domain.shared.ids import UserId
from domain.shared.names import clean_name, stand_in

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BATCH_ROWS = 1000

NEXT = "SELECT id, display_name FROM users WHERE id > :after ORDER BY id LIMIT :limit"
WRITE = "UPDATE users SET display_name = :display_name, search_name = :search_name WHERE id = :id"

SEARCH_NAME = """
    ALTER TABLE users ADD COLUMN search_name text COLLATE "C" NOT NULL DEFAULT ''
"""

SHARED = """
    UPDATE users SET phone = NULL, phone_as_written = phone
    WHERE EXISTS (
        SELECT FROM users AS older WHERE older.phone = users.phone AND older.id < users.id
    )
"""


def upgrade() -> None:
    op.execute("ALTER TABLE users DROP CONSTRAINT uq_users_phone")
    op.execute("CREATE INDEX ix_users_phone ON users (phone)")
    op.execute("ALTER TABLE users ADD COLUMN known_as text")
    op.execute(SEARCH_NAME)
    _fill()
    op.execute("CREATE INDEX ix_users_search_name ON users (search_name)")


def downgrade() -> None:
    op.execute("DROP INDEX ix_users_search_name")
    op.execute("ALTER TABLE users DROP COLUMN search_name")
    op.execute("ALTER TABLE users DROP COLUMN known_as")
    op.execute("DROP INDEX ix_users_phone")
    op.execute(SHARED)
    op.execute("ALTER TABLE users ADD CONSTRAINT uq_users_phone UNIQUE (phone)")


def _fill() -> None:
    connection, after = op.get_bind(), 0
    while rows := connection.execute(sa.text(NEXT), {"after": after, "limit": BATCH_ROWS}).all():
        connection.execute(sa.text(WRITE), [_names_of(row.id, row.display_name) for row in rows])
        after = rows[-1].id


def _names_of(user_id: int, name: str) -> dict[str, int | str]:
    clean = clean_name(name) or stand_in(UserId(user_id))
    return {"id": user_id, "display_name": clean, "search_name": search_text(clean)}
