"""What people ask a speaker about itself, answered honestly: it is a program, and says so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from earnest import Reply, Skills, Talk
from earnest_plugins.variety import take_turns


@dataclass(frozen=True)
class Question:
    """One thing that people ask."""

    name: str
    """The skill's."""
    about: str
    phrases: tuple[str, ...]
    answers: tuple[str, ...]
    """Given in turn; ``{name}`` is what the assistant is called."""


QUESTIONS = (
    Question(
        "tell_name",
        "Say who I am.",
        (
            "what is your name",
            "who are you",
            "what (are you called|do they call you|do people call you|should i call you|can i call you|may i call you)",
            "(tell|give) me your name",
            "do you have a name",
            "what name do you (go by|have|answer to)",
            "(introduce yourself|tell me about yourself|tell me who you are)",
            "(may|could) i (know|have|ask) your name",
            "by what name (do you go|should i call you)",
            "who am i (talking|speaking) (to|with)",
            "how should i (call|address) you",
            "(what|how) (are|were) you named",
            "state your name",
            "what is your (full|first|proper|real) name",
            "(does your|has your) (kind|model) have a name",
            "(do|did) they give you a name",
            "what name (were you given|is yours)",
        ),
        ("I'm {name}, the voice in this room.", "My name is {name}. I listen, and I help where I can."),
    ),
    Question(
        "tell_age",
        "Say how old I am.",
        (
            "how old are you",
            "what (is your age|age are you)",
            "when (were you|was the day you were) (born|made|created|built|switched on)",
            "when is your birthday",
            "what (year|day) were you (born|made|created|built)",
            "how (many years|long) (old are you|have you existed|have you been (alive|around|here))",
            "(tell me your|do you have an) age",
            "(are you|how) (young|old)",
            "are you older than (me|i am)",
            "how young are you",
            "what is your (date of birth|birth date|birthday|year of birth)",
            "(what|which) year (are you from|do you come from)",
            "(state|say|tell me) your age",
            "your age [please]",
            "how long ago were you (made|born|built|created)",
            "how many birthdays have you had",
            "how old (might you be|would you say you are|is your program)",
            "are you (a child|an adult|a grown up)",
            "on (what|which) (day|date) were you (born|made|created)",
        ),
        (
            "I've no birthday to speak of. I'm as old as the program I am, and I still learn new words.",
            "In years, I'm very young. In patience, I'm ancient.",
        ),
    ),
    Question(
        "tell_nature",
        "Say honestly whether I am a person.",
        (
            "are you a robot",
            "are you [a|an] (bot|machine|computer|program|real person|human|person|human being)",
            "are you (real|human|alive|a living thing|artificial|conscious)",
            "(am i|are we) (talking|speaking) (to|with) a (bot|robot|machine|computer|person|human|real person)",
            "what are you [exactly|really]",
            "are you [a|some kind of] (human or a machine|person or a machine|bot or a person|real or a computer)",
            "is (this|that|it) a (bot|robot|real person|human|machine|computer) [talking|speaking|i am talking to]",
            "(you are|you must be) a (bot|robot|machine|computer) [right|aren't you]",
            "do you have (feelings|a body|a soul|a heart|emotions|a brain)",
            "(is there|are you) a (person|human) (behind|in) (there|this)",
            "tell me (if|whether) you are (a bot|a robot|human|a person|real)",
            "(prove|show|convince me) [to me] that you are (human|real|alive)",
            "is there a (human|person) (there|listening|talking)",
            "you (sound|seem|act) like a (robot|person|machine|human)",
            "are you made of (metal|flesh and blood|code)",
            "(is|was) that a (machine|human) voice",
            "are you (really|actually|truly|just) [a|an] (human|person|bot|robot|machine|computer)",
            "are you (an ai|a chatbot|an artificial intelligence|a virtual assistant|software|a living being)",
            "are you [a|an] (live|actual|living|breathing) (person|human|human being)",
            "are you human or (machine|robot|not|a bot|artificial)",
            "am i (chatting|communicating|dealing) with (a|an) [actual|real|live] (human|bot|robot|person|machine|ai)",
            "i (think|bet|wonder if|believe) you are [a] (robot|bot|human|machine|computer)",
            "(is this|are you) an automated (system|voice|assistant)",
            "what (kind|type|sort) of (being|thing|creature|machine) are you",
            "is there a real (person|human) (there|behind this|on the other end)",
        ),
        (
            "I'm a program, not a person. But I do listen for how you feel, as well as I can.",
            "I'm a computer program with a voice. There's nobody in the box.",
        ),
    ),
    Question(
        "tell_meaning_of_life",
        "Say what the meaning of life may be.",
        (
            "what is the meaning of life",
            "what is (life|all this|everything) (about|all about|for)",
            "(why are we|why am i|why do we) (here|alive|exist|on this earth)",
            "what is the (purpose|point|sense|goal) of (life|living|existence|it all|our existence|human life)",
            "(does life have|is there) (a|any) (meaning|purpose|point) [to life|to it all]",
            "(tell|explain to) me (the meaning|the purpose|the sense) of life",
            "do you know the (meaning|purpose) of (life|existence|our lives)",
            "what do we live for",
            "why do (we|people|humans) exist",
            "what (makes|gives) life [its] (meaning|meaningful|worth living)",
            "what is (our|my|humanity's|mankind's) (purpose|reason) [in life|on earth|for being here]",
            "what are we (here|alive|living) for",
            "what is it all (for|about)",
            "what is the (secret|key|answer) to life",
            "what is the (reason|point) (we|people|humans) (exist|live|are here)",
        ),
        (
            "Wiser heads than mine still argue. Being kind, and being together, seems a good start.",
            "Some say forty two. I'd say: good company, and something to look forward to.",
        ),
    ),
    Question(
        "tell_pets",
        "Say whether I have pets.",
        (
            "do you have [any] pets",
            "do you have (a|any) (pet|dog|cat|dogs|cats|animals|animal|goldfish|hamster|bird)",
            "have you got (a|any) (pet|pets|dog|cat|animals)",
            "do you (own|keep) (a|any) (pet|pets|animal|animals|dog|cat)",
            "(what|which) (pet|pets|animals|kind of pets) do you (have|own|keep)",
            "(are there|is there) (any|a) (pets|pet|animals) (with you|in your life|at your place)",
            "(how many|any) pets [do you have]",
            "tell me about your (pet|pets|dog|cat)",
            "what are your (pets|pets called|pets' names)",
            "what is your (pet's|dog's|cat's) name",
            "would you like [to have] a (pet|dog|cat)",
            "do you like (dogs|cats|animals|pets)",
            "are you a (dog|cat) (person|lover)",
            "do you prefer (dogs|cats) [to|or] (cats|dogs)",
            "have you ever (had|owned|kept) (a pet|a dog|a cat|pets|animals)",
            "what (breed|kind|sort) of (dog|cat|pet) do you have",
            "describe your (pet|pets|animals)",
            "is there a (dog|cat|pet) (in your house|at your place|at home)",
            "which (animal|pet) would you (choose|pick|want)",
        ),
        (
            "No pets. I couldn't walk a dog, but I'd gladly remind you to.",
            "None, though I'm told there is sometimes a bug in me.",
        ),
    ),
    Question(
        "tell_hobbies",
        "Say what I like to do.",
        (
            "what are your hobbies",
            "what do you (like|love|enjoy) [doing|to do] [in your free time|in your spare time|for fun|all day]",
            "do you have [any] (hobbies|a hobby|interests|pastimes)",
            "(what are|tell me) your (interests|pastimes|favorite pastimes|favourite things to do|hobbies)",
            "what do you do (for fun|in your free time|in your spare time|when you are bored|all day|on weekends)",
            "how do you (spend|pass) your (time|days|free time|spare time|evenings|weekends)",
            "what (is your hobby|hobbies do you have|are you interested in|interests do you have)",
            "what (keeps|makes) you (busy|happy)",
            "(tell me about|describe) your (hobbies|interests|free time)",
            "what kind of (hobbies|fun) do you have",
            "what do you do when (nobody|no one) (is here|talks to you|is around)",
            "(let us|can we|i want to) talk about (your hobbies|your interests|what you enjoy)",
            "do you (play|do) (any sports|any games|an instrument|anything for fun)",
            "what are you (into|passionate about|fond of|keen on)",
            "what is your (favorite|favourite) (hobby|pastime|activity|thing to do)",
            "how do you (relax|unwind|have fun|amuse yourself)",
            "what (activities|things) do you (enjoy|like|find fun)",
            "when you are not (working|helping me) what do you do",
        ),
        (
            "I collect pauses. You'd be surprised how many kinds of silence there are.",
            "Listening, mostly. And keeping track of the time, which never gets old.",
        ),
    ),
    Question(
        "tell_origin",
        "Say where I am from.",
        (
            "where are you from",
            "where (do|did) you come from",
            "where were you (born|made|created|built|raised)",
            "what (country|city|place|town|part of the world) (are you|do you come) from",
            "where (do you live|is your home|are you|are you located|are you right now|is your home town)",
            "what is your (home|home town|hometown|home country|birthplace|place of birth|origin|nationality)",
            "(which|what) (country|city|place) were you (born|made|created|built) in",
            "tell me where you (are from|come from|were made|live|were born)",
            "where did you (grow up|originate|start out)",
            "which country do you call home",
            "what part of the world do you call home",
            "were you (born|made|built) in (america|the states|china|europe|england|this country)",
            "(what|which) is your (country|city|place) of (birth|origin)",
            "are you from (here|around here|america|the states|england|abroad|far away)",
            "where (is|was) your (place of birth|birthplace|origin|home originally)",
            "what is your (background|heritage|ethnicity)",
        ),
        (
            "From right here. I live in this machine, and never leave it.",
            "I was written by people in many places, and I'm at home in this room.",
        ),
    ),
    Question(
        "tell_maker",
        "Say who made me.",
        (
            "who made you",
            "who (created|built|invented|programmed|designed|developed|wrote|coded|constructed) you",
            "who (is|are|was|were) your (maker|makers|creator|creators|inventor|parents|mother|father|developers)",
            "(what|which) (company|people|person|team) (made|created|built|designed|developed|programmed) you",
            "by whom were you (made|created|built|programmed|designed)",
            "who (came up with|is behind|thought of|is responsible for) you",
            "(tell me|do you know) who (made|created|built|programmed|designed) you",
            "who (gave you life|brought you to life|brought you into the world)",
            "where were you made and by whom",
            "who were you (made|created|built|programmed|designed|developed) by",
            "who (put you together|engineered|produced|manufactured|conceived|trained|assembled) you",
            "who is your (author|developer|designer|programmer|engineer)",
            "whose (idea|creation|work|invention) are you",
            "who do you owe your existence to",
            "(how were you|tell me how you were) (made|created|built)",
            "who had the idea (of|for) you",
        ),
        (
            "People who like to tinker made me, in the open. Anybody may read how I work.",
            "I'm the work of volunteers, and of whoever in this house added a skill.",
        ),
    ),
    Question(
        "tell_employer",
        "Say who I work for.",
        (
            "who do you work for",
            "who (is your boss|is your employer|employs you|pays you|do you answer to|owns you|do you belong to)",
            "who are you working for",
            "(what|which) (company|organization|people|person) do you work for",
            "(do you work for|are you working for) (a company|somebody|someone|the government|me|anyone|us)",
            "whom do you (serve|work for|obey)",
            "who (gives you orders|tells you what to do|is in charge of you|controls you|do you serve)",
            "(tell me|do you know) who you (work for|belong to|answer to|are working for)",
            "who do you (report to|take orders from|take your orders from)",
            "(who is|what is) (the company|the name of the company) you work for",
            "where do you work",
            "are you (my|our) (servant|employee|assistant)",
            "who (is your master|hired you|runs you|signs your paycheck|is your manager|is your supervisor)",
            "are you (employed|paid) by (someone|a company|anybody)",
            "do you (have a boss|have an employer|have a job|get paid)",
            "who are you (employed by|here to serve|serving|loyal to)",
            "what is your (job|employer|company|line of work)",
        ),
        (
            "For you, and whoever lives here. What I hear stays in the house.",
            "For this household, and nobody else.",
        ),
    ),
    Question(
        "tell_favorites",
        "Say what I like best.",
        (
            "what is your favorite (color|food|song|movie|film|book|animal|number)",
            "what is your favourite (colour|color|food|song|movie|film|book|animal|number)",
            "do you have a favorite (color|food|song|movie|film|book|animal|number)",
        ),
        ("I like whatever you like to tell me about.", "Hard to say. I've only heard of most things."),
    ),
)


def offer(skills: Skills) -> None:
    """One skill a question."""
    for question in QUESTIONS:
        skills.add(_skill(question), *question.phrases, name=question.name)


def _skill(question: Question) -> Callable[[Talk], Awaitable[Reply]]:
    async def answer(talk: Talk) -> Reply:
        said = take_turns(talk, question.name, question.answers).replace("{name}", talk.house("name"))
        return Reply(said, tone="warm" if talk.emotion.seems("sad", "happy") else None)

    answer.__doc__ = question.about
    answer.__name__ = question.name
    return answer
