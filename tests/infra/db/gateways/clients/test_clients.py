from zoneinfo import ZoneInfo

from sqlalchemy import select

from domain.clients.model import TelegramProfile
from domain.outbox.directory import Directory
from domain.shared.identity import Role
from infra.db.tables import masters, users
from tests.support.database import NOW, DatabaseFactory

ANN = TelegramProfile(telegram_id=42, display_name="Ann", language_code="de")


async def test_a_stranger_is_registered_once_and_found_again(database: DatabaseFactory) -> None:
    services = database.services()
    clients = services.clients
    async with services.uow:
        assert await clients.get_by_telegram_id(42) is None
        registered = await clients.register(ANN, "de")
        await services.uow.commit()

    async with services.uow:
        assert await clients.get_by_telegram_id(42) == registered
    assert (registered.telegram_id, registered.display_name, registered.language) == (
        42,
        "Ann",
        "de",
    )
    assert registered.identity.roles == {Role.CLIENT}


async def test_the_region_is_stored_and_told_to_whoever_writes_to_them(
    database: DatabaseFactory,
) -> None:
    services = database.services()
    clients, directory = services.clients, services.get(Directory)
    async with services.uow:
        british = await clients.register(TelegramProfile(42, "Ann", "en-GB"), "en")
        unchanged = await clients.register(TelegramProfile(42, "Ann", "en"), "en")
        recipient = await directory.get_recipient(british.id)
    assert british.region == unchanged.region == "GB"
    assert recipient is not None
    assert recipient.region == "GB"


async def test_who_loses_the_race_to_register_gets_the_same_person(
    database: DatabaseFactory,
) -> None:
    one, two = database.services(), database.services()
    async with one.uow:
        first = await one.clients.register(ANN, "de")
        await one.uow.commit()
    async with two.uow:
        renamed = TelegramProfile(42, "Anna", "de")
        second = await two.clients.register(renamed, "en")
        await two.uow.commit()

    assert second.id == first.id
    assert (second.display_name, second.language) == ("Anna", "de")


async def test_who_comes_or_has_a_new_name_gets_no_role_of_anybody_else(
    database: DatabaseFactory,
) -> None:
    mia = await database.meet("Mia")
    await database.hire(await database.open_location(), user_id=mia.user_id)
    mias = await database.value(select(users.c.telegram_id))
    services = database.services()
    clients = services.clients
    async with services.uow:
        come = await clients.register(ANN, "de")
        renamed = await clients.register(TelegramProfile(42, "Anna", "de"), "de")
        still = await clients.register(TelegramProfile(mias, "Maria", "de"), "de")
    assert come.identity.roles == renamed.identity.roles == {Role.CLIENT}
    assert still.identity.roles == {Role.CLIENT, Role.MASTER}


async def test_roles_and_flags_are_those_of_this_moment(database: DatabaseFactory) -> None:
    shop = await database.open_location()
    ann = await database.meet()
    mia = await database.hire(shop, user_id=ann.user_id)
    telegram_id = await database.value(select(users.c.telegram_id))
    services = database.services()
    clients = services.clients

    async def identity() -> tuple[set[Role], bool]:
        async with services.uow:
            found = await clients.get_by_telegram_id(telegram_id)
        assert found is not None
        return set(found.identity.roles), found.identity.is_blocked

    assert await identity() == ({Role.CLIENT, Role.MASTER}, False)
    await database.change(masters, mia, is_active=False)
    await database.change(users, ann.user_id, is_admin=True, is_blocked=True)
    assert await identity() == ({Role.CLIENT, Role.ADMIN}, True)


async def test_who_took_no_messages_is_known_and_takes_them_again_when_back(
    database: DatabaseFactory,
) -> None:
    services = database.services()
    clients = services.clients
    directory: Directory = services.get(Directory)
    async with services.uow:
        ann = await clients.register(ANN, "de")
        await directory.mark_unreachable(ann.id, NOW)
        gone = await clients.get_by_telegram_id(42)
        assert await directory.get_recipient(ann.id) is None
        back = await clients.register(ANN, "de")
        assert await directory.get_recipient(ann.id) is not None

    assert gone is not None
    assert (gone.is_unreachable, back.is_unreachable) == (True, False)


async def test_language_and_timezone_are_remembered(database: DatabaseFactory) -> None:
    services = database.services()
    clients = services.clients
    async with services.uow:
        ann = await clients.register(ANN, "de")
        await clients.save_language(ann.id, "ru")
        await clients.save_timezone(ann.id, ZoneInfo("Asia/Tokyo"))
        changed = await clients.get_by_telegram_id(42)
        await clients.save_timezone(ann.id, None)
        changed_back = await clients.get_by_telegram_id(42)

    assert changed is not None
    assert changed_back is not None
    assert (changed.language, changed.timezone) == ("ru", ZoneInfo("Asia/Tokyo"))
    assert changed_back.timezone is None


async def test_a_person_without_a_name_has_a_number(database: DatabaseFactory) -> None:
    services = database.services()
    clients = services.clients
    async with services.uow:
        nameless = await clients.register(TelegramProfile.read(43, "\u3164", "de"), "de")
        assert nameless.display_name == f"#{nameless.id}"
        ann = await clients.register(TelegramProfile.read(43, "\u202eÄnn", "de"), "de")
        found = await clients.get_by_telegram_id(43)
        await services.uow.commit()
    assert (ann.id, ann.display_name) == (nameless.id, "Änn")
    assert found == ann
    assert await database.value(select(users.c.search_name)) == "ann\naenn"
