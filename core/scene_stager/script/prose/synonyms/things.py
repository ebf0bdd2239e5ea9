# SPDX-License-Identifier: Apache-2.0
"""More of what shots are of: animals with how high they stand, cars by their make, and things."""

from scene_stager.script.prose.synonyms import words

# In metres, house defaults, not measured.
MORE_ANIMALS_M = {
    **dict.fromkeys(words("chameleon finch gecko hamster robin sparrow toad wren"), 0.2),
    **dict.fromkeys(words("hedgehog iguana kingfisher tortoise weasel woodpecker"), 0.2),
    **dict.fromkeys(
        words("""alligator ferret jellyfish lobster salmon starfish stingray trout"""),
        0.3,
    ),
    **dict.fromkeys(
        words("""cockerel dachshund falcon hen magpie rooster terrier"""),
        0.4,
    ),
    **dict.fromkeys(
        words(
            """badger beaver bulldog calf collie emu flamingo foal geese goose greyhound heron
            husky koala labrador lamb lemur peacock pelican piglet raccoon sloth spaniel stork
            turkey vulture"""
        ),
        0.7,
    ),
    **dict.fromkeys(words("baboon chimp chimpanzee cougar coyote hound hyena lynx puma"), 0.8),
    **dict.fromkeys(words("antelope boar ewe gazelle orangutan ram seal walrus"), 1.0),
    **dict.fromkeys(words("alpaca colt elk llama mare moose mule ox oxen stallion"), 1.6),
    **dict.fromkeys(words("hippo hippopotamus kangaroo ostrich rhino rhinoceros"), 1.7),
}
CARS = words(
    """
    audi bentley bmw buggy buick cabriolet cadillac camaro chevrolet chevy convertible
    corvette coupe datsun dragster ducati dumptruck ferrari fiat harley hatchback honda hotrod
    kawasaki lada lamborghini lexus mercedes motorhome mustang pontiac porsche racecar subaru
    tanker tesla toyota trabant trike vespa volvo yamaha
    """
)
# Things that stand higher than one holds in a hand, in metres; house defaults, not measured.
HIGH_THINGS_M = {
    **dict.fromkeys(words("altar cannon pram headstone gravestone tombstone anvil"), 1.0),
    **dict.fromkeys(words("throne harp jukebox surfboard"), 1.5),
}
THINGS = words(
    """
    acorn amulet arrow avocado backpack badge bagpipes baguette bangle banjo banknote barbell
    barometer baseball bassoon beaker blueprint bonsai bouquet breastplate briefcase cactus
    canvas cappuccino casket caterpillar charger cheque cherry chilli chisel chopsticks
    clarinet cleaver cockroach corkscrew cradle crayon croissant crowbar crutch cufflink
    cufflinks cupcake dandelion dartboard decanter defibrillator deodorant diary dice domino
    dominoes donut doughnut dragonfly earbuds earphones easel espresso flask flea football
    forceps gauntlet globe golfball grape grapes grasshopper hacksaw handbag headset holdall
    hornet hourglass jigsaw joystick katana kettlebell ladle ladybird ladybug latte ledger
    lemon loaf louse luggage macaron macarons machete magazine mandolin mango mantis
    manuscript marble marionette mascara metronome moisturiser moisturizer monocle moth
    mushroom musket nailpolish newt noodles notepad oboe omelette onion orchid paintbrush
    palette pancake pancakes parasol peach pear pendant petri pineapple pinecone pipette
    pliers polaroid postcard poster praline pretzel pumpkin punchbag puppet quiver racket
    racquet ramen rapier receipt rosebud roulette router rucksack sabre satchel saucepan
    scalpel sceptre scorpion screwdriver serum sextant shield shotgun shovel signature skillet
    skis sledgehammer slug smartphone smartwatch snail snowboard spade spanner stamp stapler
    statuette steak strawberry stroller sundial sunflower sushi taco tadpole tambourine
    tarantula teaspoon teddy testtube thermometer thermos tiara toothpaste
    treadmill truffle tuba tulip ukulele urn vial visor wasp watermelon whisk wok wreath
    xylophone
    """
)
