"""The people of the demo."""

from dataclasses import dataclass

from demo.simulator import Group, Person, Simulator


@dataclass(frozen=True, slots=True)
class Cast:
    """Two clients, who can race each other for a slot, and the people of the salon."""

    alice: Person
    bruno: Person
    master: Person
    admin: Person
    group: Group

    @property
    def notes(self) -> dict[int, str]:
        """A short note about each chat, by its id."""
        return {
            self.alice.id: "client",
            self.bruno.id: "client",
            self.master.id: "master",
            self.admin.id: "admin",
            self.group.id: "admins' group",
        }


def enter(simulator: Simulator) -> Cast:
    """Add all people; none of them has written to the bot yet."""
    alice = simulator.add_person(first_name="Alice", language_code="en", user_id=1001)
    bruno = simulator.add_person(first_name="Bruno", language_code="de", user_id=1002)
    master = simulator.add_person(first_name="Anna", language_code="ru", user_id=2001)
    admin = simulator.add_person(first_name="Greta", language_code="en", user_id=5001)
    group = simulator.add_group(title="Salon Aurora", members=[admin, master])
    return Cast(alice, bruno, master, admin, group)
