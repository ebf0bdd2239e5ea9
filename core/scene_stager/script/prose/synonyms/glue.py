# SPDX-License-Identifier: Apache-2.0
"""Glue: the small words that say how others stand to each other, and fill nothing themselves."""

from scene_stager.script.prose.synonyms import words

ARTICLES = words(
    """
    a an the his her their our my your its this that these those some another each
    """
)
# After these stands what a shot is of, where no subject stands before them.
OF = words("of on onto upon featuring")
# After these stands where a move leads.
TO_WHERE = words(
    """
    to toward towards at around round over across with past up down for
    """
)
FROM = words("from")
# After these stands a place, which the script has no field for.
PLACES = words(
    """
    in into inside outside near by under beneath through between among against along off below
    within beyond underneath amid amidst atop during like opposite
    """
)
PREPOSITIONS = OF | TO_WHERE | FROM | PLACES
# A new phrase begins: what stands before binds no word that stands behind.
JOINS = words("as and but while then plus with or yet")
RELATIVES = words("who whom which where whose because so when")
PRONOUNS = words("he she they him them it")
NEGATIONS = words(
    """
    no not without minus lose kill zero never remove drop cut don't dont avoid skip nix ditch
    nothing isn't isnt aren't arent doesn't doesnt shouldn't can't won't nor neither ain't omit
    unlit hate almost nearly mustn't needn't couldn't wouldn't wasn't weren't didn't haven't hasn't
    """
)
# What is named behind these is not there, and something else is.
INSTEAD = (
    "instead of",
    "rather than",
    "in place of",
    "as opposed to",
    "anything but",
)
# Nothing is lost with these: the manners of speech, and the names of the slots themselves.
FILLERS = words(
    """
    shot shots scene frame framing composition film's stock film lens lenses glass camera cam is
    are was be being been am i we you us me let let's lets we're we've i'd i'm it's that's there
    there's can could would should shall will must might want wants wanted need needs like
    liked get give motivate motivates
    do does doing make makes made please just maybe perhaps also so very quite really rather a
    bit of using use used shoot shooting shows show showing see seen sees seeing look looks feel
    feels feeling try keep keeps stay stays go goes going put have has having what how about ok
    okay now here next camera's begin begins start starts starting end ends ending angle take
    takes set add adds gets motivated motivating type kind only still-life too as at side this
    turn turned ready roll one all our thanks thank hey hi slightly somewhat image video clip
    picture footage photo cinematography move movement fall bring way any possible expose
    exposed air aspect ratio same time much own until till before after again find finds finding
    settle lands gone something someone somebody anything everything everyone nobody noone
    anybody everybody
    gaffer dop dp land landing discover discovers if did were
    together anyway lasts lasting instead except come comes coming open finish finishes finishing
    """
)
# What is at the end of a move: "crane up to find the mansion".
FINDS = words("show find finds finding settle lands land landing see discover discovers until")
BEGINS = words("begin begins start starts starting opens opening open")
ENDS = words("end ends ending land lands landing settle settles finish finishes finishing until")
BACKDROPS = words("background foreground distance bg fg")
# Labels of a list, before a colon.
LABELS = words(
    """
    subject size lens lenses camera rig move movement light lighting lights stock film shot
    frame framing angle composition air atmosphere weather time support focus aperture stop
    action notes note dop dp gaffer
    """
)
# What somebody does: ends the name of whoever does it, and is set aside.
VERBS = words(
    """
    stares kneels sails looks counts cries smiles laughs screams whispers speaks talks prays
    opens closes enters exits turns lies sleeps waits reads writes sings plays dances eats
    drinks smokes drops grabs throws falls jumps fights dies lights watches listens works cooks
    leans rides flies swims floats hides waves points shoots aims reaches picks carries wears
    faces appears emerges crosses approaches leaves returns passes stops stare kneel cry
    smile laugh scream pray sleep read sing dance eat drink smoke fight sips pours lifts bows
    disappears gazes glances nods weeps sobs staggers crawls limps paces rests hangs burns burn
    explodes crashes lands takes holding wearing staring looking crying smiling says tells asks
    answers wakes gestures trembles shivers breathes sighs gasps hesitates pauses collapses
    kisses hugs argues shouts yells celebrates mourns hammers digs paints sweeps cleans washes
    hang hanging chops stirs serves signs types dials calls scrolls
    """
)
# Words that are said of a noun, and are none themselves.
ADJECTIVES = words(
    """
    old young elderly steep tall short small tiny huge giant little big fat thin lonely lone tired
    weary wounded bloody dead drunk angry sad happy beautiful handsome pretty ugly grumpy empty
    abandoned ancient medieval modern futuristic vintage retro rusty dirty dusty dark black
    white red green yellow purple pink grey gray brown golden silver pale blonde bald bearded
    grizzled weathered wrinkled masked hooded armed naked barefoot injured homeless famous rich
    poor wild quiet silent peaceful gritty raw epic stunning gorgeous dreamy ethereal surreal
    cinematic photorealistic hyperrealistic realistic ultra melancholic volumetric available
    first second third last two three four five six seven eight nine ten eleven
    twelve several many single double main broad creepy
    spooky eerie romantic dystopian foggy gothic clean crowded busy deserted narrow distant
    nearby french english american japanese victorian western pastel muted saturated desaturated
    moonless underwater
    vibrant colourful colorful contrasty grainy subtle middle aged 8k 4k uhd hd detailed highly
    professional award winning long far near other opposite thick heavy stained frozen burning
    flooded foreign rural urban suburban crumbling desolate windswept lush barren cosy cozy
    elegant luxurious modernist brutalist wooden stone metal concrete glowing flickering shining
    sparkling bare hunched crouched huddled shirtless wet dry hot-headed calm loud fresh tense
    serious stern hopeful pensive thoughtful confident shy proud scared frightened terrified
    haunted bustling hushed super proper alone nice wee lovely posh loose entire whole favouring
    sharp uphill downhill upstairs downstairs indoors outdoors backwards forwards sideways favoring
    hundred dozen dozens giant heat asleep awake alive aboard ashore adrift afloat aloft
    underwater airborne
    """
)
# So many of them are meant: "two penguins", "a hundred candles".
COUNTS = words("two three four five six seven eight nine ten dozen hundred several")
VERB_ENDINGS = ("s", "ing", "ed")
ADJECTIVE_ENDINGS = ("ful", "ous", "ish", "less", "ical", "istic", "esque", "ly", "like")
NOUNS_SO_ENDED = words(
    "family butterfly fly bully ally jelly belly assembly dolly lily seamless orderly"
)
PERSON_ENDINGS = (
    *("er", "or", "ist", "man", "men", "woman", "women", "ess", "ian", "eer", "ant", "ast", "ard"),
    *("eur", "ster", "boy", "girl", "keeper", "folk", "wife", "smith", "wright", "monger", "naut"),
    "wolf",
)
# Nouns that say how a shot is to feel, and are never what it is of.
ABSTRACT = words(
    """
    both than apart flat steady hint name out tighter looser
    style vibe vibes mood feel feeling look looks aesthetic tone tones colour colours color
    colors palette texture quality detail details energy effect effects height background
    foreground music scene sequence commercial advert ad trailer opening title titles credits
    moment memory dream tension drama emotion story film movie photography lens level knee waist
    hip resolution resolutions render rendering photo art concept nostalgia loneliness silence
    beauty exposure motion edge edges distance middle end time camera winter summer autumn
    spring thriller comedy western romance documentary youtube sale winner corner shadow shadows
    reflection view angle zoom clockwise anticlockwise counterclockwise exterior interior way
    half rest part piece sort lot bit set location takes line lines dop crew unit call sheet
    slate note notes card beat beats gag solo focus panoramic objective lay contrast
    eleven thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty
    sixty seventy eighty ninety out highlight highlights halation everything halo
    direct pace blown recce glance both setup coverage size tears blood fear laughter rage
    outline sunbeam sunbeams moonbeam moonbeams grief applause little dark darkness
    straight particles motes specks whoever
    else noise shake jitter blur steam sparks confetti condensation sweat bubbles droplets spray
    particles motes snow snowflakes flurries sleet hail ash ashes pollen spores raindrops
    beams shafts rays streaks reflections puddles
    touch tad notch smidge
    lots horizon metre meter metres meters stops
    whisper pinch fraction spill wrap kick pop
    reaction reactions glitter lasers cyc cyclorama seamless limbo chiaroscuro noir suspense
    dash version versions option options variant attempt
    """
)
