# SPDX-License-Identifier: Apache-2.0
"""Subject: the nouns a shot may be of, what kind of thing each is, and how they move.

Any other noun may be the subject as well; it is taken for a person. These lists are for what is
none, and for what is more often a place than a subject.
"""

from functools import cache

from scene_stager.script.prose.synonyms import Fills, either, words
from scene_stager.script.prose.synonyms.glue import VERBS
from scene_stager.script.prose.synonyms.things import CARS, HIGH_THINGS_M, MORE_ANIMALS_M, THINGS

# Each becomes a selector such as tag:pilot, and the stand-in of its kind.
NOUNS = {
    "person": """
        abbess accountant actor actress admiral adult alien ambassador android angel apprentice
        archer army arsonist artist assassin assistant astronaut athlete auctioneer baby baker
        ballerina bandit barber barista barman baron baroness bartender beggar bellhop bishop
        blacksmith bodyguard boss bouncer boxer boxers boy boys bride bridesmaid brother burglar
        butcher butler captain cardinal carpenter cashier champion chancellor chef chief child
        children
        clerk climber clown colonel comedian composer conductor constable cook cop cops count
        countess couple courier cowboy cowboys cowgirl croupier crowd cyborg cyclist dancer
        dancers daughter demon detective diplomat diver doctor driver drummer duchess duke elder
        elf emperor empress engineer everyman executive explorer fairy family farmer farmhand
        father ferryman fighter figure firefighter fireman fisherman folks friend gangster
        gardener general gentlemen ghost girl girls gladiator goblin governor grandfather grandma
        grandmother grandpa groom guard guards guitarist gunman gunslinger guys gymnast hacker
        headmistress heiress hermit hiker hitchhiker host hostage hunter husband hypnotist
        informant inspector intern interpreter inventor investigator janitor jockey jogger
        journalist judge juror kid kids king knight ladies lady lawman lawyer lieutenant lifeguard
        lover lovers magician maid major man manager marine marshal matador mayor mechanic medic
        men mermaid messenger mezzo miner model monk monster mother mourners musician ninja nomad
        novelist nun nurse officer operator organist orphan outlaw painter parents partner
        passenger patient patron pedestrian people pharaoh photographer pianist pickpocket pilgrim
        pilot pirate player plumber poet policeman policewoman politician pope postman potter
        preacher president priest prince princess prisoner professor prophet prosecutor protester
        psychic pupil puppeteer queen rabbi ranger recruit refugee replicant reporter rider riders
        robber robot rocker runner sailor saint samurai scholar scientist scout seamstress
        secretary senator sergeant shaman shepherd sheriff singer sister skater smuggler sniper
        soldier soldiers son speaker spy squatter stranger student stuntman sultan superhero
        surfer surfers surgeon suspect sweep swimmer tailor teacher teenager thief toddler tourist
        trader trapper traveller troops tutor twins undertaker usher vampire vendor veteran victim
        viking villain violinist visitor waiter waitress warrior widow widower wife witch witness
        wizard woman women worker wrestler writer zombie zombies band bloke bookie customer dad
        gran granny gymnast historian influencer lad lass mum mummy nan pensioner popstar postie
        rapper supermodel vicar orderly guy dude
        acrobat anchorman architect aunt auntie bachelor bellboy biker bikers bookmaker bosun
        boyfriend bricklayer bully busboy busker caretaker cellist chauffeur choir choirboy
        classmate coachman cobbler colleague concierge coroner cousin dealer deckhand dentist
        dustman electrician fiance fiancee fiddler florist gambler girlfriend goalie goalkeeper
        grandad granddad granddaughter grandson groundsman harpist heir imposter impostor infant
        jester landlady landlord lecturer locksmith lodger lookout midwife milkman
        neighbor neighbors neighbour neighbours nephew newlyweds newsreader niece oarsman optician
        paramedic paramedics pharmacist plasterer receptionist referee roofer rower rowers scribe
        sentries sentry skipper sommelier spouse sprinter squire stepfather stepmother stonemason
        stowaway striker surveyor tenant trucker twin umpire uncle usherette valet vet weatherman
        welder
    """,
    "bust": "bust sculpture statue",
    "product": """
        bee beetle butterfly insect spider
        accordion ant apple armchair axe bag ball banana basket bell blade book bottle bowl box
        bracelet brooch bullet burger burrito button cake camera can candlestick cello chair chess
        chessboard cigar cigarette clipboard clock coat cocktail coffin coin compass crown cup
        dagger diamond dish doll door doorbell doorway drum dumbbell earring egg envelope feather
        figurine flag flower flowers flute fork glass goblet grenade guitar gun hammer hand
        handgun harmonica hat headphones helmet jacket jar jug kettle key keyboard keyhole keys
        knife lamp laptop letter lipstick locket lollipop map mask meal medal medallion megaphone
        microphone microscope mirror mug necklace needle newspaper notebook padlock painting
        parcel passport pen pencil perfume phone photograph piano pill pistol pizza plate platter
        potion purse puzzle radio razor record revolver rifle ring rose sandwich saucer saxophone
        scissors scroll shell shoe shoes skull sneaker sneakers spoon stethoscope suitcase
        sunglasses sword syringe tablet teacup teapot telephone telescope ticket toaster tomato
        beer cards chain logo machine mic mould soap towel pint toothbrush toy
        match matches dress suit shirt tie scarf glove gloves boots boot candelabra lute
        trainer trapdoor trophy trumpet typewriter umbrella vase violin wallet
        watch wheel wrench wristwatch chest trunk safe barrel crate
    """,
    "vehicle": """
        aeroplane aircraft airplane airship ambulance balloon barge bicycle bike biplane boat
        bulldozer bus cab canoe car caravan carriage cart chariot chopper coach convoy cruiser
        dinghy excavator ferry firetruck forklift freighter gondola harvester hearse helicopter
        hovercraft jeep jet jetski kayak limo limousine locomotive lorry minivan moped motorbike
        motorcade motorcycle pickup plane raft rickshaw roadster rocket rowboat rv sailboat
        scooter sedan ship shuttle skateboard sled sleigh snowmobile spacecraft spaceship
        speedboat stagecoach trawler starship steamer streetcar submarine supercar suv tank taxi
        tractor train tram
        tricycle trolley truck tugboat ufo van wagon wheelchair yacht zeppelin
    """,
    "building": """
        abbey airport apartment bakery bank barn barracks bridge bunker cabin cafeteria casino
        castle cathedral chapel chateau church cottage dam depot diner dungeon factory farm
        farmhouse shelter
        fort fortress garage gasworks greenhouse hall hangar homestead hospital hotel house hut
        igloo inn jail laboratory library lighthouse mansion mill monastery monument mosque motel
        nightclub observatory pagoda palace parliament pavilion penthouse pier prison pyramid
        ranch refinery ruin ruins saloon school shack shop shrine silo skyscraper stable store
        synagogue tavern temple tent terminal tower townhouse villa warehouse windmill workshop
    """,
    "venue": """
        alley amphitheatre aquarium archipelago arena atrium auditorium backyard badlands ballroom
        bay bazaar beach boardroom boulevard campsite canyon carnival catacombs cave cavern
        cemetery chasm circus city cityscape classroom clearing cliff coast cornfield corridor
        courthouse courtroom courtyard crater creek dancefloor delta desert docks downtown
        driveway dunes estuary fairground farmland field fjord foothills forest freeway garden
        glacier glade gorge grassland graveyard grove hallway harbor harbour heath highway hill
        hills hillside horizon iceberg island jungle lagoon lake landscape lane lawn lobby market
        marsh maze meadow moor moors motorway mountain mountains museum oasis ocean orchard
        outback park parkland pasture path peninsula pitch plain playground plaza pond prairie
        promenade quarry racetrack railway ravine reef ridge river riverbank road rooftop runway
        savanna savannah scrapyard sea sewer shipyard shore shoreline skyline slum square stadium
        stage station steppe stream street suburb suburbs subway summit swamp terrace theater
        theatre town tundra tunnel underpass valley village vineyard volcano wasteland waterfall
        waterfront wilderness woodland woods yard zoo
    """,
}
# Living things that stand as high, in metres; house defaults, not measured. There is no stand-in
# of theirs: one of a person, so high, is put.
ANIMALS_M = {
    "bat": 0.2,
    "bear": 1.5,
    "bird": 0.2,
    "birds": 0.2,
    "bison": 1.8,
    "buffalo": 1.6,
    "camel": 2.1,
    "cattle": 1.5,
    "cheetah": 0.8,
    "chicken": 0.4,
    "crocodile": 0.4,
    "bull": 1.5,
    "cat": 0.3,
    "cow": 1.5,
    "crow": 0.3,
    "deer": 1.2,
    "dinosaur": 5.0,
    "dog": 0.6,
    "dogs": 0.6,
    "dolphin": 0.6,
    "donkey": 1.2,
    "dragon": 5.0,
    "duck": 0.4,
    "eagle": 0.8,
    "elephant": 3.0,
    "fish": 0.2,
    "fox": 0.4,
    "frog": 0.1,
    "giraffe": 5.0,
    "goat": 0.8,
    "gorilla": 1.6,
    "hawk": 0.5,
    "hummingbird": 0.1,
    "jaguar": 0.7,
    "kitten": 0.2,
    "leopard": 0.7,
    "lizard": 0.1,
    "monkey": 0.6,
    "mouse": 0.06,
    "octopus": 0.4,
    "otter": 0.4,
    "panda": 1.2,
    "panther": 0.7,
    "parrot": 0.3,
    "penguin": 0.8,
    "pig": 0.8,
    "pigeon": 0.3,
    "pony": 1.3,
    "puppy": 0.3,
    "retriever": 0.6,
    "shark": 1.0,
    "sheep": 0.9,
    "snake": 0.1,
    "squirrel": 0.2,
    "swan": 0.9,
    "turtle": 0.3,
    "whale": 4.0,
    "zebra": 1.4,
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
    backdrop background balcony cloud clouds bar bath bathroom bed bedroom bench booth cafe
    carpet ceiling
    cell chimney corner counter couch countryside crossroads curtain curtains desk distance dock
    drawer edge fence floor foreground gate grass grave ground kitchen ladder lawn lock moon
    office plane platform pool porch pub puddle railing restaurant roof room screen seat set
    shelf sidewalk sky snow sofa space stairs staircase step steps studio table thing tree trees
    wall water blinds shutters
    """
)

SCENERY_KINDS = {
    "building": words("balcony cafe chimney dock fence gate porch pub restaurant roof wall"),
    "product": words(
        """bed bench carpet counter couch curtain curtains desk drawer ladder puddle screen seat
        set shelf sofa table thing blinds shutters"""
    ),
}

# What the ends of words say of things that no list knows.
ENDINGS = {
    "vehicle": ("boat", "ship", "plane", "car", "truck", "bike", "cycle", "craft", "train"),
    "product": (
        *("book", "phone", "board", "glass", "box", "knife", "pot", "ware", "bottle"),
        *("piece", "card", "screen", "shield"),
    ),
    "building": ("house", "shop", "hall", "store", "factory", "tower", "barn", "building"),
    "venue": ("yard", "field", "land", "side", "scape", "way", "park", "front", "wood"),
}
SHORTEST_STEM = 3  # letters before such an ending: a vicar is no car
NOT_BY_ENDING = words(
    "dealership friendship township worship bishop thousand stowaway runaway castaway hideaway"
)

# Two words that are one noun, where either alone would be read as something else.
COMPOUNDS = {
    "vehicle": (
        "fire truck|fire engine|police car|station wagon|steam train|pickup truck|milk float"
    ),
    "building": "phone box|train station|gas station|petrol station|police station|fire station"
    "|phone booth|telephone box|call box",
    "venue": (
        "bus stop|train platform|parking lot|car park|fire escape|ice rink|living room"
        "|throne room|waiting room|engine room|locker room|control room|dining room"
    ),
    "product": (
        "running shoes|walking boots|walking stick|wind chimes|fire hydrant|music box"
        "|beach umbrella|wine glass|coffee cup|lamp post|lamppost|soap bar|chocolate bar"
    ),
    "person": (
        "lead actor|lead actress|lead singer|lead character|lead guitarist|taxi driver|bus driver"
        "|stunt double|body double|private eye|private detective|private investigator"
        "|police officer|night guard|night watchman|security guard"
    ),
}
# Verbs that are nouns as well: behind "we" or "to" they are what somebody does.
DOES = words("watch cook guard judge box book ring model spy bear train fan match can scale")

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
PARTS = words(
    """cheek cheeks forehead brow chin jaw jawline temples knuckles neck face faces eye eyes
    hands mouth lips feet profile fingers fingertips hair arms legs knees ears nose teeth wrist
    wrists skin shoulders head brows throat palm palms thumb nostrils eyelids eyelashes ankles"""
)

TALL = "~subject.height_m"


@cache
def nouns() -> dict[str, Fills]:
    """Every known noun with the kind it is and the selector that it looks for."""
    known: dict[str, Fills] = {}
    for kind, listed in NOUNS.items():
        known |= {noun: named(noun, kind) for noun in listed.split()}
    for kind, more in (("vehicle", CARS), ("product", THINGS)):
        known |= {noun: named(noun, kind) for noun in more}
    known |= {
        many: named(many, str(one["subject.kind"]))
        for n, one in known.items()
        if (many := plural(n)) not in known and many not in VERBS
    }
    known |= {one: {**named(one, "product"), TALL: high_m} for one, high_m in HIGH_THINGS_M.items()}
    for kind, phrases in COMPOUNDS.items():
        known |= {one: named(one.split(" ")[-1], kind) for one in either(phrases)}
    for noun, high_m in {**MORE_ANIMALS_M, **ANIMALS_M}.items():
        for one in (plural(noun), noun):
            known[one] = {**named(one, "person"), TALL: high_m}
    for noun, (kind, selector) in ROLES.items():
        known[noun] = {"subject.kind": kind, "~subject.selector": selector}
    return known


def plural(noun: str) -> str:
    """A noun for several, as it mostly is."""
    if noun.endswith(("s", "sh", "ch", "x", "z")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def guessed_kind(noun: str, said_of_it: str = "") -> str:
    """The kind of a noun that no list knows: by where it is mostly met, by its end, or that of
    the two words together; a person where that says nothing."""
    if noun in SCENERY:
        return next((kind for kind, known in SCENERY_KINDS.items() if noun in known), "venue")
    if any(noun in endings for endings in ENDINGS.values()):  # a "chess board"
        noun = f"{said_of_it}{noun}"
    for kind, endings in ENDINGS.items():
        end = next((one for one in endings if noun.endswith(one)), None)
        if end and len(noun) - len(end) >= SHORTEST_STEM and noun not in NOT_BY_ENDING:
            return kind
    return "person"


def named(noun: str, kind: str) -> Fills:
    """What a noun fills that is the subject."""
    return {"subject.kind": kind, "~subject.selector": f"tag:{noun}"}
