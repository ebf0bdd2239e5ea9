"""The example of docs/write_a_host.md on a bench: its user's side, and what it wrote decoded."""

import copy

import numpy as np

from tests.hosts.page_host import PageHost, empty, plain, to_page

USER = ""


class FailingPage(PageHost):
    """The example, whose n-th change can be made to fail."""

    def __init__(self):
        super().__init__()
        self.changes, self.fail_at, self.failure = 0, 0, None

    def one_undo_step(self, title):
        self.changes = 0
        return super().one_undo_step(title)

    def change(self, name, remove=False, **values):
        self.changes += 1
        if self.changes == self.fail_at:
            raise self.failure
        super().change(name, remove, **values)


class PageBench:
    """What promises need from the user's side."""

    def __init__(self):
        self.host = FailingPage()

    def add(self, name, **labels):
        known = {key: tuple(words) for key, words in labels.items()}
        self.host.things[name] = {**empty(), "labels": known}

    def key(self, name, quantity, rows):
        pages = plain(to_page(quantity, np.array(rows)))
        self.host.things[name]["keys"][quantity] = {"by": USER, "first": 1, "rows": pages}

    def lock(self, name):
        self.host.things[name]["locked"] = True

    def set_rate(self, fps):
        self.host.fps = fps

    def undo(self):
        self.host.things = self.host.undo_steps.pop()

    def snapshot(self):
        return copy.deepcopy(self.host.things), self.host.fps

    def objects(self):
        return copy.deepcopy(self.host.things)

    def name_of(self, owner, part):
        mine = [n for n, t in self.host.things.items() if (t["owner"], t["part"]) == (owner, part)]
        return mine[0]

    def half_and_tenth_deg(self, owner, part):
        facts = self.host.things[self.name_of(owner, part)]["facts"]
        return facts["beam_deg"], facts["field_deg"]

    def read(self, owner, part, quantity):
        keys = self.host.things[self.name_of(owner, part)]["keys"][quantity]
        return keys["first"], [_to_stage(quantity, row) for row in keys["rows"]]

    def place_of(self, name):
        return _to_stage("translate_m", self.host.things[name]["place_cm"])

    def fail_at(self, change, failure):
        self.host.fail_at, self.host.failure = change, failure

    def changes(self):
        return self.host.changes

    def undo_steps(self):
        return len(self.host.undo_steps)


def _to_stage(quantity, row):
    """By hand, and not by the example's own arithmetic: y up and centimetres, back to the stage."""
    if quantity == "translate_m":
        x_cm, y_cm, z_cm = row
        return (x_cm / 100.0, -z_cm / 100.0, y_cm / 100.0)
    if quantity == "rotate_wxyz":
        w, x, y, z = row
        half = 0.5**0.5  # a quarter turn about x, from the left
        return (half * (w - x), half * (x + w), half * (y - z), half * (z + y))
    return row
