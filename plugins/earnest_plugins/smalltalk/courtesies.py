"""Hello, thank you, goodbye."""

from __future__ import annotations

from earnest import Reply, Skills, Talk
from earnest_plugins.variety import take_turns

_GREET = (
    "hello",
    "(hi|hey|howdy|hiya|yo|greetings) [there|you|earnest|again|everybody]",
    "hello (there|you|earnest|again|my friend|everybody|computer)",
    "good (morning|afternoon|evening|day) [to you|earnest|everybody]",
    "(nice|good|great|lovely) to (see|meet|hear) you [again]",
    "i am (home|back|here) [again]",
    "(say|just saying) (hello|hi)",
    "(anybody|anyone|is anybody|is anyone) (home|there)",
    "are you (there|awake|listening)",
    "long time no see",
    "it is me [again]",
    "(hola|bonjour|aloha|hallo|salutations|ahoy|yoo hoo|good to see you|top of the morning)",
    "(greetings|a warm hello|hello and welcome) [to (you|all|everyone)]",
    "(glad|happy|pleased) to (see|meet|hear) you [again]",
    "(hi|hello) (my dear|mate|buddy|old friend|assistant|machine|robot|dear)",
    "(pleased|a pleasure) to make your acquaintance",
    "it is (good|nice|great) to (see|meet|hear) you",
)
_HOW_ARE_YOU = (
    "how are you",
    "how are you (doing|feeling|today|this morning|tonight|getting on|keeping)",
    "how are you (doing|feeling) (today|this morning|this evening|tonight)",
    "how (is|was|has) (your day|it going|everything|life|life treating you) [been] [going] [today|so far]",
    "how do you (feel|do) [today]",
    "(what is up|what is going on|what is new|what is happening) [with you]",
    "are you (well|okay|alright|happy|good) [today]",
    "(how have you been|how are things [with you])",
    "(is everything|everything) (okay|alright|well) with you",
    "did you (sleep well|have a good day|have a good night)",
    "how (goes it|are you holding up|has life been|have things been|do you find yourself)",
    "how is your (morning|evening|afternoon|week|weekend) [going|been]",
    "what have you been (up to|doing) [lately|today]",
    "are you (doing|feeling) (well|okay|fine|good|all right) [today]",
    "how was your (day|night|weekend|morning)",
    "(tell me|let me know) how you (are|feel|are feeling|are doing)",
)
_WELCOME = (
    "thank you",
    "(thanks|thank you|many thanks|cheers) [very|so] [much] [for that|for your help|for helping|a lot|a bunch]",
    "(that was|that is|you were|you have been) [very|really|so] (helpful|kind|nice of you|useful) [thank you]",
    "i (appreciate|am grateful for) (it|that|your help|you|what you did)",
    "(thanks|thank you) for (the help|your help|helping me|telling me|the information|everything|the answer)",
    "i (owe you one|am much obliged|thank you)",
    "(much appreciated|thanks a million|thank you kindly|bless you)",
    "(good|great|nice|perfect|excellent|wonderful) (thank you|thanks)",
    "that (helped|helps|did help) [me] [a lot] [thanks]",
    "that (is|was) [very|so|really] (sweet|thoughtful|considerate|good|lovely) of you",
    "you (have been|were|are) [such] (a|of) [great|big|huge|real] (help|assistance)",
    "(i am|we are) [so|very|really] (grateful|thankful|obliged) [to you] [for (that|it|your help)]",
    "(thanks|thank you) (again|once more|so much|ever so much|very much indeed|kindly)",
    "thank you for (being there|doing that|being so kind|your time|reminding me|answering|letting me know)",
    "i (could not|couldn't) have done (it|that) without you",
    "that is (exactly|just) what i (needed|wanted|was looking for) [thank you|thanks]",
    "you (saved|made) my day",
    "what would i do without you",
    "you have helped (me|us) [a lot|so much|out]",
    "(my|our|many) (thanks|gratitude) [to you]",
)
_SAY_GOODBYE = (
    "goodbye",
    "(bye|bye bye|so long|farewell|cheerio|ciao|take care|later) [for now|then|earnest]",
    "see you [later|soon|tomorrow|around|then|next time]",
    "(talk|speak) to you (later|soon|tomorrow)",
    "(until|till) (next time|then|tomorrow|later)",
    "have a (good|nice|great|lovely) (day|one|evening|afternoon|weekend|time)",
    "i (have to|need to|must|am going to|better|should) (go|leave|run|be going|head out) [now]",
    "(i am|we are) (off|leaving|going|heading out|on my way out) [now]",
    "that (is|will be) all [for now|for today|thank you]",
    "we are done [here|for today]",
    "it was (nice|good|great|lovely) (talking|speaking|chatting) (to|with) you",
    "(i will|i'll) (be going|see you|talk to you) [later|soon|now]",
    "(adios|au revoir|ta ta|toodle oo|catch you later|over and out|peace out|all the best)",
    "see (you|ya) (again|next week|in a bit|in the morning|another time|on the other side)",
    "it (has been|was) (fun|a pleasure|great|nice|lovely) (talking|chatting|speaking) (to|with) you",
    "until we (meet|talk|speak) again",
    "(that was|thank you for) (a|the) (nice|good|pleasant|great|lovely) (chat|talk) [goodbye]",
    "(we can|we will|i will|let us) (talk|speak|chat) (again|more) (later|another time|soon|tomorrow)",
    "(time to|time for me to|i have got to|i had better) (go|leave|head off|get going|say goodbye)",
    "(i am|we are) (out of here|signing off|done talking|finished here|done for today)",
    "(end|finish) (this|our|the) (conversation|chat|talk)",
    "(bye|goodbye) (my friend|for today|and thanks|and take care|until tomorrow)",
)
_SAY_GOOD_NIGHT = (
    "good night",
    "(night night|nighty night|sleep well|sleep tight|sweet dreams)",
    "good night (earnest|everybody|and sleep well|and sweet dreams)",
    "i am (going|off) to (bed|sleep) [now]",
    "(time for bed|i am turning in|i am calling it a day|i am calling it a night)",
)


def offer(skills: Skills) -> None:
    """What people say on coming, going, and in between."""
    skills.add(greet, *_GREET)
    skills.add(how_are_you, *_HOW_ARE_YOU)
    skills.add(welcome, *_WELCOME)
    skills.add(say_goodbye, *_SAY_GOODBYE)
    skills.add(say_good_night, *_SAY_GOOD_NIGHT)


async def greet(talk: Talk) -> Reply:
    """Say hello."""
    hour = talk.now.hour
    hello = "Good morning" if 5 <= hour < 12 else "Good afternoon" if 12 <= hour < 18 else "Good evening"
    named = f"{hello}, {talk.person}" if talk.person else hello
    if talk.emotion.seems("sad", "tired"):
        return Reply(f"{named}. I'm glad you're here.", tone="gentle")
    if talk.emotion.seems("happy"):
        return Reply(f"{named}! You sound cheerful.", tone="bright")
    return Reply(take_turns(talk, "greet", (f"{named}.", f"{named}. Nice to hear you.", f"{named}. What can I do?")))


async def how_are_you(talk: Talk) -> Reply:
    """Say how I am."""
    if talk.emotion.seems("sad", "tired"):
        return Reply("I'm fine, thank you. And you? I'm listening, if you feel like talking.", tone="gentle")
    replies = (
        "I'm well, thank you for asking. I hope you are too.",
        "All is quiet here, and that's how I like it. How are you?",
        "Very well, thank you. It's good to hear your voice.",
    )
    return Reply(take_turns(talk, "how are you", replies))


async def welcome(talk: Talk) -> Reply:
    """Say you're welcome."""
    if talk.emotion.seems("sad"):
        return Reply("You're welcome. I'm here whenever you need me.", tone="gentle")
    return Reply(take_turns(talk, "welcome", ("You're welcome.", "My pleasure.", "Any time.", "Glad I could help.")))


async def say_goodbye(talk: Talk) -> Reply:
    """Say goodbye."""
    if talk.emotion.seems("sad"):
        return Reply("Take good care of yourself.", tone="gentle")
    return Reply(take_turns(talk, "goodbye", ("Goodbye.", "See you soon.", "Take care.", "Until next time.")))


async def say_good_night(talk: Talk) -> Reply:
    """Say good night."""
    return Reply(take_turns(talk, "night", ("Good night. Sleep well.", "Good night, and sweet dreams.")), tone="gentle")
