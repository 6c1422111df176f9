"""The small words by which a time is known to be the moment, or part of the task: closed classes of English."""

from __future__ import annotations

from earnest.spoken.en.moments.vocabulary import MONTHS, SHORT_DAYS, WEEKDAYS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = _words("the a an my our your his her their its some any no whose")
"""A time after one of these names a thing: "the sunday paper", "my 5 o'clock"."""
GREETINGS = _words("happy merry")
"""A festival after one of these is wished, not waited for."""
STATING = _words("is was isnt wasnt will")
"""What is said of a time that is no moment: "tomorrow is bin day"."""
TOPICS = GREETINGS | _words("due about of regarding concerning called named titled re")
"""And after one of these, what the task is about: "call mum about monday"."""
REQUEST = _words(
    "alarm alarms reminder reminders timer timers me us up wake call nudge shout one ones it that this them again "
    "remind set another second early back forward"
)
"""Words of the request itself, after which a time is a moment: "remind me sunday", "alarm 630"."""
ASKED_FOR = _words("alarm alarms reminder reminders timer timers wake wakeup nudge call check")
"""What a time before it describes: "a six thirty alarm"; before more than one, a number counts them."""
ASKED_FOR_MANY = _words("alarms reminders timers")
COUNTED = _words("alarms reminders timers at for on in of")
"""After these a mere number is how many there are: "two alarms", "one at seven"."""
FUNCTION = _words(
    "to and that please remind i ive im ill id we weve were well can could will would wake set so because "
    "cause when if "
    "but or for about thanks thank cheers me us my our the a an at on in by with is its it he hes she shes they theyre "
    "there theres lets do dont then ok okay mate love you your youre his her this every each until from before after "
    "as not no sorry actually say tell give also too add make create schedule put and , . alarm reminder timer"
)
"""Words that begin another part of the sentence; anything else after a bare time is what the time describes."""
NUMBERED = _words(
    "chapter chapters page pages channel platform number numbers room gate episode season series line bus flight level "
    "step size grade unit part volume row seat terminal exit junction flat apartment lesson question exercise "
    "table lane group form class act scene section version track song verse round game player team route tram"
)
"""A number after one of these is its name: "chapter 12"."""
MEASURES = _words(
    "degrees degree percent pounds pound dollars dollar euros euro quid pence cents bucks miles mile km kilometres "
    "metres meters feet inches grams kilos litres cups people persons times % seconds second minutes minute hours hour"
)
"""A number before one of these is no time of day."""
DOUBLE = _words("mon wed sat sun")
"""Short names of days that are other words too."""
MENDING = _words("nope sorry actually rather wait oops scratch mean make correction")
"""Words of somebody who corrects what they have just said; and "no" after a pause."""
UNITS = _words("minute minutes hour hours day days week weeks month months year years fortnight night nights")
INTRODUCING = _words("in within every next this after before until per each")
"""A unit of time after one of these belongs to the moment."""
OFTEN = UNITS | _words("time so now few half quarter couple once other second third") | frozenset(WEEKDAYS)
"""What "every" is followed by when it is about time: not "every window"."""
NAMES = (
    frozenset(WEEKDAYS)
    | frozenset(f"{day}s" for day in WEEKDAYS)
    | (frozenset(SHORT_DAYS) - DOUBLE)
    | {"mornings", "afternoons", "evenings", "nights"}
    | _words("today tomorrow tonight yesterday weekend weekends weekday weekdays oclock noon midnight fortnight")
)
"""Words that are about time wherever they are said."""
MONTHS_ALONE = frozenset(MONTHS)
"""Names of months, some of which are people's: about time only after a preposition."""
ENDING = _words("unless during until except excluding starting beginning ending excepting")
"""Words that begin or end what comes again."""
SHADES = _words("early late mid")
"""Words that move a time by nobody knows how much."""
LEADS = _words(
    "at by around about on for to in from towards before after past no between until every each during within come over"
)

OPENING = _words(
    "um uh er well oh ok okay maybe perhaps just say lets make it that i think guess how about what please id around "
    "approximately roughly its is thats the for a like probably yes yeah yep sure then so hmm at"
)
"""Words that people say before an answer to "when?"."""
CLOSING = _words(
    "please thanks thank you i think guess maybe or so would be fine good great nice is ok okay then will do "
    "cheers , . "
    "should suits me works for"
)
"""And after it."""

ASKING = _words("remind reminder reminders reminding reminded wake waking woken alarm alarms timer timers nudge shout")
"""Words of which one stands in every request for something at a time."""
WAKING = _words("wake waking woken alarm alarms timer timers")
"""And those of a request that needs no task."""
VERBS = _words("remind wake nudge get set give put make need want shout ping prod poke tell")
"""How a request begins; behind it comes whom it is for, or what."""
POLITE = _words("please can could will would you just so and then kindly also")
"""What may stand before that."""
LEADING_ON = _words("to that i i'd we you don't dont not never or let")
"""After these it is no beginning: "I want you to remind me"."""
PRONOUNS = _words("i we he she they you it that there everyone everybody somebody someone im ive hes shes theyre weve")
"""How a clause of its own begins."""
REASONS = _words("because cos cause since before whether")
"""What ties a clause to a request for which its time is a reason."""
SOMETIMES_REASONS = _words("since before cause")
"""Those that are other words too: "since monday", "before eight"."""
LINKS = REASONS | _words("so as and but while when then")
OPENERS = LINKS | _words("ok okay oh well right hey hi")
SAME_DAY = _words("that day")
"""With a time, of the day that was spoken of: "at nine *that day*", "*that* morning"."""
SAME_TIME = _words("then")
HAPPENS = _words(
    "is are was isn't aren't has have had gets starts begins ends finishes opens closes shuts leaves departs arrives "
    "lands kicks goes comes takes meets sets runs boards breaks turns changes wants needs will won't"
)
"""What is said of something that comes at a time."""
AFTER_IS = _words("at on in by not booked due coming going leaving starting over back open shut closed from the a an")
"""After "'s" these make it a verb: "the taxi's booked", not "Josh's planner"."""
REMINDING = _words("remind reminding nudge tell prod poke ping shout prompt")
BESIDE = _words("please just again also too all both and then so , . the for a an only") | LEADS
"""Words that say nothing of a time between those of which they stand: "remind me *please* at five to ..."."""
