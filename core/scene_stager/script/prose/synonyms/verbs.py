# SPDX-License-Identifier: Apache-2.0
"""Verbs: what somebody or something does, in the forms that are nothing else where they stand."""

from scene_stager.script.prose.synonyms import words
from scene_stager.script.prose.synonyms.glue import VERBS

# Verbs whose form in "s" is seldom a noun of several.
SURELY = words(
    """
    accelerate accompany accuse act adjust admire adore advance agree amble announce appear apply
    argue arrest arrive ascend ask assemble attack attend avoid await awake bake bathe become beg
    begin behave believe belong bend bite blaze bleed blend block bloom blossom blow board boil
    borrow bounce bother breathe bring buckle build bury bustle buy calm capture carve cast catch
    celebrate challenge change charge chase chat chatter cheer chew choke choose circle clamber
    clap clatter clean clench climb clutch collapse collect collide comb come comfort compete
    complain compose conceal conduct confess confront conquer consider consult contemplate continue
    cough cower crack crash crawl create creep crouch crumble crunch crush curse dab dangle dart
    dash deal decide decline deliver depart descend destroy devour dig discover discuss dissolve
    dive dodge donate doze drag drain draw dress drift drill drip drown dry dump dwindle eat edge
    embrace emerge empty encounter enjoy enter erupt escape evaporate examine exchange exhale
    explain explode explore extinguish fade fall falter feed fetch fiddle fidget fill find finger
    finish fish fix flap flare flee flick flinch fling flip flit flood flourish flow flutter fold
    follow forget forgive form frown fumble gallop gather gawp giggle give glare gleam glide
    glimpse glint glisten glitter gnaw grasp graze greet grin grind grip groan grope grow growl
    grunt guide gulp gush handcuff happen harvest haul hear heave help hesitate hiss hobble hoist
    hold holler hop hover howl hum hurl hurry hurtle hush ignite ignore imagine inch inflate inhale
    inspect interrogate interrupt interview invite iron jerk jiggle jog join jolt juggle kick kill
    kiss knead kneel knit knock know land laugh launch lead learn leave lick lift limp linger
    load loiter loom lower lunge lurch lurk march marry massage meander measure melt mend milk
    mingle mix moan mop mount move mow munch murmur mutter nestle nibble nod notice nudge nurse
    obey observe offer open order overtake paint pant parachute pass pat patrol pause peck pedal
    peel peep peer perch perform persuade pet pick pin plant play plead plough pluck plunge point
    polish ponder pore pose pounce pound pour practise pray preach prepare present press prowl
    pull pummel purr push quarrel quiver race rage raise rake ransack rattle reach read rear
    recede receive recline recognise recoil record refuse rehearse reload remain remember remove
    repair reply rescue resist rest restrain retreat return rev ride rinse rip ripen ripple rise
    roam roar rob roll row rub ruffle ruin rumble rummage rush rustle sail salute saunter saw say
    scan scatter scold scoop scorch scowl scramble scrape scratch scream scribble scrub scuttle
    scurry search seethe seize sell send serve set settle sew shake sharpen shatter shave shear
    shelter shift shimmer shine shiver shout shove shovel shrink shrug shudder shuffle shut sigh
    simmer sing sink sip sit sizzle skate sketch skid skip skulk slam slap slash sleep slide slink
    slip slither slouch slump smash smear smell smile smirk smoke smoulder snap snarl snatch sneak
    sneer sneeze sniff snooze snore snort soak soar sob soothe sort spark sparkle speak speed
    spill spin splash splinter sprawl spray spread sprint sprout squat squeeze squint squirm stab
    stack stagger stalk stamp stand stare startle steady steal steer stir stitch stoop stop storm
    straddle straighten strain stray stretch stride strike stroke stroll struggle strum strut study
    stumble stutter suck suffer surge surround survey swallow swap sway swear sweat swerve swim
    swing swirl swoop tap taste taunt teach tear tease teeter tend thaw thicken think thrash thread
    throb throw thrust thump tickle tie tighten tiptoe topple toss totter touch tow tower toy trace
    trail train trample travel tremble trickle trim trip trot trudge trundle tuck tug tumble
    twirl twist twitch type unbutton uncork undress unfold unfurl unlock unpack unroll untie unveil
    unwrap vanish vault veer vibrate visit wade waft wag wail wait wake walk wander warm warn wash
    water weave weep weigh welcome weld wheel wheeze whimper whip whirl whisper whistle whittle
    wield wilt wince wind wink wipe withdraw wither wobble wonder work worry wrap wrestle wriggle
    wring write yawn yell zip
    """
)
# Forms in "s" of those that are as often several things, or words of the trade.
THINGS = words(
    """
    acts blocks blooms blossoms boards bows buckles builds casts catches changes charges circles
    claps cracks crashes curses darts deals dresses drills drips dumps edges falls fingers fishes
    flares floods forms fills finds finishes flips grips grins holds interviews irons joins jolts
    kicks kisses leads lifts loads lowers marches measures mixes moves mounts mops nurses offers
    orders paints passes pats pets picks pins plants plays points pounds presents presses pulls
    pushes races ranges rakes records rests returns rides ripples rises rolls rows ruins saws
    scans sets settles shelters shifts shovels shoves slashes slides slips smells snaps sorts sparks
    spins sprays spreads stables stacks stamps stands stops storms strains strikes strokes
    studies swings taps tears ties touches towers toys traces trails trains trims trips twists
    vaults visits walks warms washes watches waters waves weaves wheels whips whistles winds wipes
    works wraps zips shuts travels skips skates sails hops jogs hums drains drags draws orbits
    landings threads steers steadies types cheers tows tugs seats sketches peers dries empties
    shines sits speeds
    """
)


def in_s(verb: str) -> str:
    """A verb as one does it: "she carries"."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


# Ways to go that say nothing of the gait: with "left to right" or "towards us" somebody moves.
GOING = words(
    """
    appear approach bolt bounce bound charge come crawl creep cross cruise drift emerge flee float
    flock flow fly
    glide go hobble hop hover hurry hurtle lead limp lumber lurch march paddle pass pedal plod pour
    prowl pull push race ride roar roll row rumble rush sail scamper scurry skate ski skid slide
    slink slither sneak speed stagger steer storm stream stumble swerve swim swoop taxi tear thunder
    tiptoe totter trundle tumble waddle wade weave wheel whizz zip
    dart leap skip
    """
)
DOUBLED = words("skip hop plod skid swim zip")


def in_ing(verb: str) -> str:
    """A verb as somebody is doing it: "gliding"."""
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return f"{stem}{verb[-1]}ing" if verb in DOUBLED else f"{stem}ing"


GOES = GOING | {in_s(verb) for verb in GOING} | {in_ing(verb) for verb in GOING}
# "The horseman arrives": what one does, whatever stands around it.
DOES_ONE = VERBS | {"steps"} | {in_s(verb) for verb in SURELY} - THINGS
# "The acrobat swings": what somebody may do right behind whom it stands; also things.
MAY_DO_ONE = DOES_ONE | THINGS
# Of these somebody or a vehicle is on the way, behind them "past", "through" or "across".
GONE = words(
    """
    charge crawl creep cross cruise hobble hurry hurtle limp lumber lurch march
    plod prowl race rattle roar rumble rush scamper scurry slink sneak speed stagger storm
    stumble tear thunder tiptoe totter trundle waddle wade weave zip drive walk run
    """
)
IS_GONE = GONE | {in_s(verb) for verb in GONE} | {in_ing(verb) for verb in GONE}
# "The gulls wheel": what several do, behind them.
DO_SEVERAL = SURELY | words(
    "bow bark cook drive sweep cycle drum fight fire guard hand park plot ring rock scale"
)
