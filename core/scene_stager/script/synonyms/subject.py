# SPDX-License-Identifier: Apache-2.0
"""Subject: the nouns a shot may be of, and how they move."""

from scene_stager.script.synonyms import Fills, Value

# Each becomes a selector such as tag:pilot, and the stand-in of its kind.
NOUNS = {
    "person": """
        actor actress astronaut athlete baker ballerina bartender boss boxer boy bride captain chef
        child climber cook cop couple cowboy cyclist dancer detective doctor drummer engineer father
        firefighter gangster general ghost groom kid lawyer lover mother patient policeman priest
        skater spy student teenager villain
        driver explorer farmer fighter fisherman girl guard guitarist hiker janitor judge
        king knight man mechanic model monk musician nurse officer painter pianist pilot player
        preacher prince princess queen rider runner sailor samurai scientist singer soldier
        stranger surfer swimmer teacher thief traveller violinist waiter warrior witch woman
        worker writer
    """,
    "bust": "bust sculpture statue",
    "product": """
        book bottle box burger cake can chair cocktail cup dish glass guitar jar knife lamp laptop
        meal necklace perfume phone plate ring shoe sneaker toy trainer vase violin watch
    """,
    "vehicle": """
        aeroplane airplane bicycle bike boat bus car coach jeep lorry motorbike motorcycle plane
        ship spaceship tank taxi tractor train tram truck van yacht
    """,
    "building": """
        barn bridge cabin castle cathedral chapel church cottage factory farmhouse house lighthouse
        mansion monument palace ruin skyscraper temple tower villa windmill
    """,
    "venue": """
        alley amphitheatre arena beach city cityscape circus courtyard desert field forest garden
        harbour landscape market pitch plaza skyline square stadium street theatre valley village
    """,
}

# Nouns for the part a thing plays rather than for what it is.
ROLES = {
    "hero": ("person", "role:hero"),
    "heroine": ("person", "role:hero"),
    "person": ("person", "role:hero"),
    "subject": ("person", "role:hero"),
    "face": ("person", "role:hero"),
    "eyes": ("person", "role:hero"),
    "speaker": ("person", "role:speaker"),
    "presenter": ("person", "role:speaker"),
    "interviewee": ("person", "role:speaker"),
    "product": ("product", "role:product"),
    "vehicle": ("vehicle", "role:vehicle"),
    "building": ("building", "role:building"),
    "venue": ("venue", "role:venue"),
}

MOTION: dict[str, dict[str, Value]] = {
    "standing still": {"subject.motion": "still"},
    "standing": {"subject.motion": "still"},
    "sitting": {"subject.motion": "still"},
    "still": {"subject.motion": "still"},
    "walk": {"subject.motion": "walk"},
    "walks": {"subject.motion": "walk"},
    "walking": {"subject.motion": "walk"},
    "strolling": {"subject.motion": "walk", "~subject.speed_m_s": 1.0},
    "run": {"subject.motion": "run"},
    "runs": {"subject.motion": "run"},
    "running": {"subject.motion": "run"},
    "sprinting": {
        "subject.motion": "run",
        "~subject.speed_m_s": 6.0,
        "~rig.rig": "drone",
    },
    "driving": {"subject.motion": "drive"},
    "drives": {"subject.motion": "drive"},
    "walk and talk": {"subject.motion": "walk", "rig.move": "lead"},
    "interview": {"~subject.selector": "role:speaker", "~framing.size": "medium_close_up"},
    "portrait": {"~framing.size": "medium_close_up"},
}


def subject_words() -> dict[str, Fills]:
    """Every noun and every motion."""
    words: dict[str, Fills] = {
        noun: {"subject.kind": kind, "~subject.selector": f"tag:{noun}"}
        for kind, nouns in NOUNS.items()
        for noun in nouns.split()
    }
    for noun, (kind, selector) in ROLES.items():
        words[noun] = {"subject.kind": kind, "~subject.selector": selector}
    return {**words, **MOTION}
