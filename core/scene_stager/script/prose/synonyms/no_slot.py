# SPDX-License-Identifier: Apache-2.0
"""What the trade says and a script has no field for: known, never misread, and set aside."""

from scene_stager.script.prose.synonyms import either

SET_ASIDE = (
    # set-ups
    "third person|two shot|2 shot|three shot|"
    "group shot|over the shoulder|over shoulder|ots|os|dirty over|dirty over the shoulder|dirty ots"
    "|dirty over shoulder|clean over the shoulder|clean over shoulder|clean ots|clean over"
    "|pov|point of view|reverse|reverse angle|reverse shot|cutaway|cut away|reaction shot|oner"
    "|long take|one take|single take|split screen|split diopter|freeze frame|time lapse|timelapse"
    "|hyperlapse|montage|match cut|cut to|fade in|fade out|fade to black|smash cut|dissolve to"
    "|one point perspective|two point perspective|leading lines|negative space|headroom|lead room"
    "|looking room|short sided|shallow composition|rear view mirror|rearview mirror"
    "|depth of field|no depth of field|dof"
    "|establishing scene"
    "|ring of|row of|pile of|group of|pair of|bunch of|line of|stack of|circle of|wall of|sea of"
    "|out of focus|in focus|soft in focus|full of|close to|first person|eyeline|eye line|eye lines"
    "|eyelines|matching eyelines|edge of|the edge"
    "|seamless loop|perfect loop|looping|film still|movie still|still life|still frame"
    "|fill the frame|fills the frame|filling the frame|dolly grip|"
    "|left and right of|either side of|on either side of|both sides of|on both sides of"
    "|behind clouds|behind the clouds|behind a cloud|blacklight|black light"
    "|left side in darkness|right side in darkness|left side in shadow|right side in shadow"
    "|left side dark|right side dark|left side of her face|right side of her face"
    "|left side of his face|right side of his face|left side of the face|right side of the face"
    "|on the horizon|over the horizon|above the horizon|windscreen|windshield"
    "|left in the dark|left alone|left behind|blows out|burns out|goes dark"
    "|blown|blown out|burnt out|burned out|clipped|cold air|warm air|hot air|cold breath"
    "|moon is full|full length mirror|full colour|full color|starlight|stars|cast shadows"
    "|camera left of|camera right of|left of|right of|to the left of|to the right of"
    "|out the window|out of the window|wind the|wind it"
    "|two hander|three hander|prime"
    "|on the deck|on the floor|on the ground|on the wall|vfx plate|background plate|clean plate"
    "|plate shot|empty plate|shot reverse|subjective camera|subjective|talking head|plan sequence"
    "|long plan sequence|on ones|on twos|on threes|sequence shot|master take"
    "|ease in ease out|ease in and out|ease in ease|slow in slow out|split the focus|split focus"
    "|heat haze|heat shimmer|light ray|full contrast|full power|full spot|full flood|low poly"
    "|full speed|full resolution|full bleed|wide eyed|close quarters|drop frame|non drop|df|ndf"
    "|cold open"
    # time
    "|slow motion|slow mo|slomo|slo mo|in slow motion|overcranked|overcrank|undercranked|undercrank"
    "|speed ramp|ramped|bullet time|real time|high speed|high frame rate"
    # lights and grip
    "|eye light|eyelight|catchlight|catch light|obie|available light|"
    "|"
    "|night vision"
    "|lit side|far side|near side|off side|key side"
    "|flag|flags|flagged|cutter|cutters|gobo"
    "|cookie|cucoloris|scrim|scrims|silk|silks|butterfly frame|diffusion frame|muslin|grid cloth"
    "|egg crate|grid|snoot|barn doors|dimmer|gel|gels|gelled"
    "|plus green|minus green|cross light|crosslight|cross lit|cross key|background light"
    "|lens flare|flare|flares|god rays|light rays|volumetric light"
    "|volumetric lighting|caustics|gobos|lightning|police lights|headlights"
    "|car headlights|flashlight|flashlights"
    "|torch beam|torch beams|torchbeam|flashlight beam"
    "|projector|tv light|monitor glow|screen glow|poor man's process"
    "|led wall|volume wall|green screen|greenscreen|blue screen|light meter|spot meter"
    # glass and filters
    "|pro mist|black pro mist|promist|quarter black pro mist|1/4 black pro mist|half black pro mist"
    "|1/8 black pro mist|black satin|hollywood black magic|glimmerglass|fog filter|polarizer"
    "|polariser|pola|circular polarizer|85 filter|81ef|diopter|split field diopter|soft focus"
    "|diffusion|diffusion filter|fast lens|fast lenses|vintage lens|vintage lenses|vintage glass"
    "|wide ish|lots of sky|plenty of sky|lots of headroom|looking back|looks back"
    "|fluid head|headroom tight|tight headroom|wideish|snorkel|snorkel lens|periscope lens"
    "|probe|open gate"
    "|camera car|insert car|tracking vehicle|russian arm|process trailer"
    "|low loader|pursuit arm|body mount|body rig|snorricam|low boy"
    "|high mode|remote head|hot head|dutch head|underslung|head and arm"
    "|cooke|cookes|cooke s4|master primes|master prime|zeiss|super speeds|leica|panavision"
    "|prime lens|primes|zoom lens|tilt shift|lensbaby|probe lens|fisheye|fish eye|spherical|ir nd"
    # film and finish
    "|fast film|slow film|film grain|grain|grainy film|bleach bypass|cross processed|flashing"
    "|footlights|footlight|pitch dark|pitch black|pitch darkness|alexa mini|alexa"
    "|mini lf|arri|arri alexa|sony venice|panaflex|bolex|amira|aaton"
    "|lut|rec 709|log|raw|high contrast|low contrast|contrast|teal and orange|colour grade"
    "|color grade|colour graded|color graded|desaturated|pastel colors|pastel colours|halation"
    "|motion blur|chromatic aberration|vignette|letterbox|letterboxed|film burn|light leaks"
    "|highly detailed|ultra detailed|award winning|unreal engine|octane render|masterpiece"
)
# Lamps by their make: what kind of lamp has no field, but what is said of it is said of a light.
INSTRUMENTS = frozenset(
    either(
        "led|led tube|led panel|led light|tube|tubes|astera|kino|kino flo|kinoflo|skypanel|fresnel"
        "|fresnels|par|leko|source four|chinese lantern|china ball|spotlight|spot"
        "|beauty dish|redhead|redheads|blondes|dedo|dedos|dedolight|litemat|joker|brute"
        "|maxi brute|dino"
        "|wendy light|inkie|tweenie|pepper|polyboard|poly|opal|half grid|trace|frost|sungun|m18|m40"
        "|m90|arrimax|aputure|nanlite|bay light|space light|spacelight|polecat"
        "|footlight|footlights|follow spot|followspot|arc lamp|arc lamps|arc light|arc lights"
        "|carbon arc"
        "|carbon arcs|arc practical"
        "|mercury vapor|mercury vapour|mercury vapors|metal halide|halogen"
        "|halogens|work light|worklight|650s|800s|300s|1000s|2000s"
        "|strip light|striplight|clip light|fluoro|practical tube|tube light"
        "|spots|par can|par cans|spotlights|strobe|strobes|fluorescent|fluorescents"
        "|fluorescent light|fluorescent lights"
    )
)
# Set-ups say who is in the picture; what is said of one is said of the camera.
SETUPS_ASIDE = either("two shot|2 shot|three shot|group shot|two hander|reverse|reverse shot|oner")
PHRASES = INSTRUMENTS | frozenset(
    " ".join(phrase.replace("-", " ").split()) for phrase in SET_ASIDE.split("|") if phrase
)
