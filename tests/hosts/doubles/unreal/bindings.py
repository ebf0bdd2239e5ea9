"""Bindings of a Level Sequence: what each is of, beneath what, and its tracks."""

from tests.hosts.doubles.unreal.base import WORLD, Struct, double


class Record:
    """What a binding is in its sequence."""

    def __init__(self, sequence, thing, parent=None) -> None:
        self.sequence, self.thing, self.parent, self.tracks = sequence, thing, parent, []


@double()
class MovieSceneBindingProxy(Struct):
    """A handle on a binding; two of the same binding are equal."""

    def _holding(self, record):
        self._record = record
        return self

    def __eq__(self, other):
        return isinstance(other, MovieSceneBindingProxy) and self._record is other._record

    __hash__ = None

    def is_valid(self):
        return self._record is not None

    def get_parent(self):
        if self._record is None:
            return proxy_of(None)
        return MovieSceneBindingProxy()._holding(self._record.parent)

    def set_parent(self, parent_binding):
        """Beneath a spawnable a component is found by its name, whoever it was bound by."""
        WORLD.touch()
        if self._record is None:
            return
        self._record.parent = parent_binding._record
        if parent_binding._record in self._record.sequence._spawnables:
            spawned = parent_binding._record.thing
            self._record.thing = spawned.get_component_by_class(type(self._record.thing))

    def get_child_possessables(self):
        every = self._record.sequence._possessables
        return [proxy_of(one) for one in every if one.parent is self._record]

    def get_possessed_object_class(self):
        return type(self._record.thing)

    def get_object_template(self):
        spawned = self._record in self._record.sequence._spawnables
        return self._record.thing if spawned else None

    def get_tracks(self):
        return list(self._record.tracks)

    def find_tracks_by_exact_type(self, track_type):
        return [one for one in self._record.tracks if type(one) is track_type]

    def add_track(self, track_type):
        WORLD.touch()
        if self._record is None:
            return None  # as a proxy of no binding does
        made = track_type()
        made._sequence = self._record.sequence
        self._record.tracks.append(made)
        return made

    def remove_track(self, track_to_remove):
        WORLD.touch()
        self._record.tracks.remove(track_to_remove)

    def remove(self):
        WORLD.touch()
        sequence = self._record.sequence
        for shelf in (sequence._possessables, sequence._spawnables):
            shelf[:] = [r for r in shelf if r is not self._record and r.parent is not self._record]


def proxy_of(record):
    return MovieSceneBindingProxy()._holding(record)
