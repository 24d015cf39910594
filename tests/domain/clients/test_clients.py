from dataclasses import replace
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import pytest

from domain.clients import choose_timezone
from domain.clients.choose_language import ChooseLanguage, UnknownLanguageError
from domain.clients.choose_timezone import ChooseTimezone, UnknownTimezoneError
from domain.clients.identify import Identify
from domain.clients.model import Client, TelegramProfile, region_of
from domain.shared.identity import Identity, Role
from domain.shared.ids import UserId

ANN = TelegramProfile(telegram_id=42, display_name="Ann", language_code="de-AT")


class FakePeople:
    """People in memory, and the unit of work around them."""

    def __init__(self) -> None:
        self.by_telegram_id: dict[int, Client] = {}
        self.commits = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass

    async def commit(self) -> None:
        self.commits += 1

    async def get_by_telegram_id(self, telegram_id: int) -> Client | None:
        return self.by_telegram_id.get(telegram_id)

    async def register(self, profile: TelegramProfile, language: str) -> Client:
        known = self.by_telegram_id.get(profile.telegram_id)
        user_id = UserId(len(self.by_telegram_id) + 1)
        client = known or Client(
            user_id, profile.telegram_id, "", language, None, Identity(user_id)
        )
        client = replace(
            client,
            display_name=profile.display_name,
            is_unreachable=False,
            region=profile.region or client.region,
        )
        self.by_telegram_id[profile.telegram_id] = client
        return client

    async def save_language(self, user_id: UserId, language: str) -> None:
        self._change(user_id, language=language)

    async def save_timezone(self, user_id: UserId, timezone: ZoneInfo | None) -> None:
        self._change(user_id, timezone=timezone)

    def _change(self, user_id: UserId, **fields: object) -> None:
        for telegram_id, client in self.by_telegram_id.items():
            if client.id == user_id:
                self.by_telegram_id[telegram_id] = replace(client, **fields)  # type: ignore[arg-type]  # one field of two


@pytest.fixture
def people() -> FakePeople:
    return FakePeople()


def identify(people: FakePeople, *admins: int) -> Identify:
    return Identify(people, people, "en", admins)


@pytest.mark.parametrize(
    ("code", "language"),
    [("de-AT", "de"), ("ru", "ru"), ("en-GB", "en"), ("pt-BR", "en"), (None, "en"), ("", "en")],
)
async def test_a_new_person_is_spoken_to_in_the_language_of_their_telegram(
    people: FakePeople, code: str | None, language: str
) -> None:
    client = await identify(people).execute(replace(ANN, language_code=code))

    assert client.language == language
    assert people.commits == 1


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("en-GB", "GB"),
        ("en-us", "US"),
        ("de_AT", "AT"),
        ("zh-Hans-CN", "CN"),
        ("zh-hans", None),
        ("es-419", None),
        ("en", None),
        ("", None),
        (None, None),
    ],
)
def test_the_region_is_that_of_the_telegram_app(code: str | None, region: str | None) -> None:
    assert region_of(code) == region


async def test_a_new_region_is_stored_and_none_keeps_the_known_one(people: FakePeople) -> None:
    for code, region in (("en-GB", "GB"), ("en", "GB"), ("en-US", "US"), (None, "US")):
        client = await identify(people).execute(replace(ANN, language_code=code))
        assert client.region == region
    assert people.commits == 2


async def test_a_known_person_costs_no_writing(people: FakePeople) -> None:
    first = await identify(people).execute(ANN)

    assert await identify(people).execute(ANN) == first
    assert people.commits == 1


async def test_a_person_who_changed_their_name_has_the_new_one_and_keeps_the_language(
    people: FakePeople,
) -> None:
    first = await identify(people).execute(ANN)
    await ChooseLanguage(people, people).execute(first.id, "ru")

    client = await identify(people).execute(replace(ANN, display_name="Anna"))

    assert (client.id, client.display_name, client.language) == (first.id, "Anna", "ru")


async def test_a_person_who_comes_back_can_be_written_to_again(people: FakePeople) -> None:
    first = await identify(people).execute(ANN)
    people.by_telegram_id[ANN.telegram_id] = replace(first, is_unreachable=True)

    assert await identify(people).execute(ANN) == first


async def test_those_whom_the_settings_name_are_admins(people: FakePeople) -> None:
    ann = await identify(people, 42).execute(ANN)
    bob = await identify(people, 42).execute(replace(ANN, telegram_id=43))

    assert ann.identity.roles == {Role.CLIENT, Role.ADMIN}
    assert bob.identity.roles == {Role.CLIENT}


async def test_a_language_that_the_chat_lacks_is_refused(people: FakePeople) -> None:
    with pytest.raises(UnknownLanguageError):
        await ChooseLanguage(people, people).execute(UserId(1), "tlh")
    assert people.commits == 0


async def test_a_timezone_is_chosen_and_given_up_again(people: FakePeople) -> None:
    ann = await identify(people).execute(ANN)
    choose = ChooseTimezone(people, people)

    await choose.execute(ann.id, "Asia/Kathmandu")
    assert people.by_telegram_id[42].timezone == ZoneInfo("Asia/Kathmandu")
    await choose.execute(ann.id, None)
    assert people.by_telegram_id[42].timezone is None


async def test_the_names_of_timezones_are_looked_up_once(
    people: FakePeople, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose = ChooseTimezone(people, people)
    await choose.execute(UserId(1), "Asia/Tokyo")
    monkeypatch.delattr(choose_timezone, "available_timezones")

    assert await choose.execute(UserId(1), "Asia/Kathmandu") == ZoneInfo("Asia/Kathmandu")


@pytest.mark.parametrize("name", ["Europe/Atlantis", "", "../../etc/passwd"])
async def test_a_timezone_that_does_not_exist_is_refused(people: FakePeople, name: str) -> None:
    with pytest.raises(UnknownTimezoneError):
        await ChooseTimezone(people, people).execute(UserId(1), name)
