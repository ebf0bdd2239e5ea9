# SPDX-License-Identifier: Apache-2.0
"""Subject: the nouns a shot may be of, what kind of thing each is, and how they move.

Any other noun may be the subject as well; it is taken for a person. These lists are for what is
none, and for what is more often a place than a subject.
"""

from functools import cache

from scene_stager.script.prose.synonyms import Fills, words

# Each becomes a selector such as tag:pilot, and the stand-in of its kind.
NOUNS = {
    "person": """
        accountant actor actress android arsonist army assassin astronaut athlete baker ballerina
        bandit barista barman bartender boss boxer boxers boy boys bride bridesmaid bouncer
        burglar butcher butler captain cardinal cashier chef child children clerk climber clown
        cook cop cops couple courier cowboy cowboys crowd cyclist dancer dancers detective diver
        doctor driver drummer engineer explorer family father farmer fighter firefighter fireman
        fisherman gangster general ghost girl girls groom guard guards guitarist gunman gunslinger
        hiker hitchhiker informant janitor jockey judge kid kids king knight lawyer lifeguard
        lover lovers maid man marine mayor mechanic men miner model monk mother musician nun nurse
        officer orphan painter passenger patient pedestrian pianist pilot player poet policeman
        policewoman postman preacher priest prince princess prisoner professor prophet queen
        ranger reporter rider riders robber robot runner sailor saint samurai scientist senator
        sergeant sheriff shepherd singer skater sniper soldier soldiers spy stranger student
        surfer surfers surgeon suspect swimmer tailor teacher teenager thief tourist trapper
        traveller twins usher victim villain violinist waiter waitress warrior widow widower witch
        witness woman women worker writer
    """,
    "bust": "bust sculpture statue",
    "product": """
        armchair bell book bottle bowl box burger cake camera can chair clock cocktail coffin coin
        cup diamond dish doll door doorbell doorway flower flowers glass guitar gun hammer hand
        handgun hat helmet jar key keyhole keys knife lamp laptop letter lipstick meal medal mirror
        necklace newspaper painting perfume phone photograph piano pistol plate radio revolver rifle
        ring rose shoe skull sneaker suitcase sword teacup teapot telephone toy trainer trapdoor
        typewriter umbrella vase violin wallet watch wristwatch
    """,
    "vehicle": """
        aeroplane aircraft airplane airship ambulance balloon barge bicycle bike boat bus cab car
        caravan carriage chopper coach convoy ferry helicopter jeep jet limousine locomotive lorry
        minivan motorbike motorcycle pickup plane rocket sailboat scooter sedan ship spaceship
        spacecraft starship submarine tank taxi tractor train tram truck van wagon yacht
    """,
    "building": """
        barn bridge bunker cabin castle cathedral chapel church cottage diner factory farm farmhouse
        hospital hotel house hut lighthouse mansion mill monastery monument motel palace pier ruin
        ruins saloon school shack skyscraper stable temple tower villa warehouse windmill
    """,
    "venue": """
        alley amphitheatre arena ballroom bay beach canyon cave cemetery circus city cityscape cliff
        coast corridor courtroom courtyard desert field forest garden glacier graveyard hallway
        harbour harbor highway hill hills island jungle lake landscape lobby market marsh maze
        mountain mountains museum park pitch plain plaza prairie river road rooftop sea shore
        skyline square stadium stage station street theatre theater town tunnel valley village
        volcano waterfall woods
    """,
}
# Living things that stand as high, in metres; house defaults, not measured. There is no stand-in
# of theirs: one of a person, so high, is put.
ANIMALS_M = {
    "bear": 1.5,
    "bull": 1.5,
    "cat": 0.3,
    "cow": 1.5,
    "crow": 0.3,
    "deer": 1.2,
    "dog": 0.6,
    "eagle": 0.8,
    "elephant": 3.0,
    "fox": 0.4,
    "horse": 1.6,
    "horses": 1.6,
    "lion": 1.2,
    "owl": 0.4,
    "rabbit": 0.25,
    "raven": 0.4,
    "rat": 0.15,
    "stag": 1.5,
    "tiger": 1.0,
    "wolf": 0.8,
    "wolves": 0.8,
}
# Things that a shot is near, on or in rather than of, unless there is nothing else.
SCENERY = words(
    """
    backdrop background balcony bar bath bathroom bed bedroom bench booth cafe carpet ceiling
    cell chimney corner counter couch countryside crossroads curtain curtains desk distance dock
    drawer edge fence floor foreground gate grass grave ground kitchen ladder lawn lock moon
    office plane platform pool porch pub puddle railing restaurant roof room screen seat set
    shelf sidewalk sky snow sofa space stairs staircase step steps studio table thing tree trees
    wall water
    """
)

# Nouns for the part a thing plays rather than for what it is.
ROLES = {
    "hero": ("person", "role:hero"),
    "heroine": ("person", "role:hero"),
    "protagonist": ("person", "role:hero"),
    "person": ("person", "role:hero"),
    "subject": ("person", "role:hero"),
    "talent": ("person", "role:hero"),
    "character": ("person", "role:hero"),
    "speaker": ("person", "role:speaker"),
    "presenter": ("person", "role:speaker"),
    "interviewee": ("person", "role:speaker"),
    "product": ("product", "role:product"),
    "vehicle": ("vehicle", "role:vehicle"),
    "building": ("building", "role:building"),
    "venue": ("venue", "role:venue"),
}
# Parts of somebody: of whom, another noun says, or it is the hero's.
PARTS = words("face faces eye eyes hands mouth lips feet profile")

STILL: Fills = {"subject.motion": "still"}
WALK: Fills = {"subject.motion": "walk"}
RUN: Fills = {"subject.motion": "run"}
DRIVE: Fills = {"subject.motion": "drive"}
SPRINT: Fills = {**RUN, "~subject.speed_m_s": 6.0, "~rig.rig": "drone"}
STROLL: Fills = {**WALK, "~subject.speed_m_s": 1.0}
GAITS: tuple[tuple[Fills, str], ...] = (
    (STILL, "standing still|standing|sitting|still|stands|stand|sits|sit|seated|waits|waiting"),
    (WALK, "walk|walks|walking|walks away|wanders|wandering|marches|steps forward"),
    (STROLL, "strolling|strolls"),
    (RUN, "run|runs|running|gallops|galloping|jogs|jogging"),
    (SPRINT, "sprinting|sprints"),
    (DRIVE, "driving|drives|speeding down"),
)
MOTION: dict[str, Fills] = {
    phrase: fills for fills, phrases in GAITS for phrase in phrases.split("|")
}


@cache
def nouns() -> dict[str, Fills]:
    """Every known noun with the kind it is and the selector that it looks for."""
    known: dict[str, Fills] = {}
    for kind, listed in NOUNS.items():
        known |= {noun: named(noun, kind) for noun in listed.split()}
    for noun, high_m in ANIMALS_M.items():
        known[noun] = {**named(noun, "person"), "~subject.height_m": high_m}
    for noun, (kind, selector) in ROLES.items():
        known[noun] = {"subject.kind": kind, "~subject.selector": selector}
    return known


def named(noun: str, kind: str) -> Fills:
    """What a noun fills that is the subject."""
    return {"subject.kind": kind, "~subject.selector": f"tag:{noun}"}
