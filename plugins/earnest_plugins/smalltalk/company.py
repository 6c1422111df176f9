"""Kind words, unkind words, and answers to a question that nobody asked."""

from __future__ import annotations

from earnest import Reply, Skills, Talk
from earnest_plugins.variety import take_turns

_TAKE_LOVE = (
    "i love you",
    "i (love|like|adore|really like|am fond of) you [so much|a lot|very much]",
    "do you (love|like) me",
    "(will|would) you (marry me|be my friend|go out with me)",
    "are (you my friend|we friends)",
    "i (missed|miss) you",
    "give me a hug",
)
_TAKE_COMPLIMENT = (
    "good job",
    "(well done|nice work|good work|great job|nice job|nicely done|bravo)",
    "you are (great|amazing|awesome|wonderful|brilliant|clever|smart|so smart|the best|funny|sweet|cool|so kind)",
    "(that was|that is) (great|amazing|awesome|wonderful|brilliant|funny|perfect|lovely|a good one)",
    "you (did|are doing) (well|a good job|great)",
    "i like (your voice|how you talk|talking to you)",
    "(what|you have) a (nice|lovely|beautiful|pleasant) voice",
    "(good|clever) (girl|boy|machine|computer)",
)
_TAKE_INSULT = (
    "you are stupid",
    "you are [so|really|very] (dumb|useless|annoying|terrible|awful|bad|an idiot|worthless|slow|boring|the worst)",
    "(i hate|i don't like|i dislike) you",
    "(go away|get lost|leave me alone)",
    "you (never|don't) (understand|listen|get it|hear me) [me|anything]",
    "you (suck|stink|are no help|are not helping|are getting on my nerves)",
    "that (was|is) (stupid|useless|no help|rubbish|nonsense)",
    "(damn|screw|to hell with) you",
)
_TAKE_APOLOGY = (
    "i am sorry",
    "(sorry|my apologies|forgive me|i apologize|i apologise|excuse my words) [about that|for that|earnest]",
    "i didn't mean (it|that) like that",
)
_TAKE_YES = (
    "yes",
    "(yes|yeah|yep|yup|sure|certainly|absolutely|definitely|indeed|affirmative|correct|exactly|of course|right)",
    "yes (please|i do|i am|it is|that is right|of course|indeed|sure|definitely|absolutely|i think so)",
    "(that is|you are|you got it) (right|correct|true)",
    "(sure thing|by all means|for sure|without a doubt|no doubt|you bet|i agree|agreed|sounds good|sounds great)",
    "i (think so|believe so|guess so|suppose so|do|would|would like that)",
    "(go ahead|please do|do it|go for it|why not|okay|all right|fine by me|that works [for me])",
    "that would be (a yes|yes|great|nice|fine|lovely|correct|true)",
    "(my answer is|the answer is|i say|it is a) yes",
    "(that is|you are) (accurate|right on|the case|fine with me|it|so|perfectly right|spot on)",
    "yes (sir|ma'am|that is it|exactly|i want that|i agree|it does|they are|you may|i am sure)",
    "(roger|aye|amen|totally|precisely|very much so|uh huh|of course i do|naturally|most certainly|positively)",
    "i (concur|approve|accept|confirm|am sure|am certain|am positive|do agree) [with (that|you|it)]",
    "(it|that|this) (is|seems|looks|sounds) (right|correct|fine|true|okay|good) [to me]",
    "(count me in|i am in|i am game|that suits me|i would love to|i would be glad to)",
    "(i can|let me) confirm (it|that)",
    "that (statement|answer|information) is (right|correct|true)",
)
_TAKE_NO = (
    "no",
    "(no|nope|nah|no way|never|negative|not at all|certainly not|of course not|absolutely not|definitely not)",
    "no (thank you|thanks|i don't|i do not|it is not|that is wrong|not really|never|i am not|please don't)",
    "(not really|not now|not today|not yet|not this time|i would rather not|rather not|better not|by no means)",
    "(that is|it is) (not (true|right|correct)|false|incorrect|untrue)",
    "i (don't|do not) (think so|want that|want to|agree|believe so)",
    "(please don't|i disagree|under no circumstances|no chance|out of the question)",
    "that would be (a no|no|false|wrong)",
    "(my answer is|the answer is|i say|it is a) no",
    "that (was|is) (wrong|a lie|not it|not the case|mistaken|inaccurate|not so|not what i think)",
    "(you are|you must be) (mistaken|wrong|not right|incorrect)",
    "i (refuse|decline|object|won't|would not|doubt it|doubt that|don't believe that|must say no)",
    "(nay|hell no|heck no|no sir|not on your life|not a chance|no thank you very much|i am afraid not|by no means)",
    "(that|this|it) (isn't|wasn't|can't be) (it|so|right|correct|true|possible)",
    "i (don't|do not) (like|care for|need) (it|that|this)",
    "(the|your) (answer|information|statement) is (wrong|not right|no|false|not true)",
    "(i am|i would be) against (it|that)",
    "you (got|have) (it|that) wrong",
)
_TAKE_MAYBE = (
    "maybe",
    "(maybe|perhaps|possibly|potentially|we will see|it depends|could be|might be|who knows|hard to say)",
    "(maybe|perhaps) (later|so|not|another time|i will|i do|yes|no)",
    "i (don't|do not) (know|know yet|really know|care)",
    "i am (not sure|undecided|not certain|unsure|in two minds|on the fence) [yet|about that]",
    "(i can't|i cannot) (say|decide|tell|be sure) [yet]",
    "(either way|whatever|it could go either way|yes and no|not sure|no idea)",
    "(let me|i have to|i need to) think about (it|that)",
    "i (may|might|could) [or may not|or might not]",
    "(that is|it is) (a maybe|possible|uncertain|unclear|a possibility)",
    "(perhaps|maybe) (you are right|but i am not sure|we could|i should|not)",
    "i have (no idea|no clue|not decided yet|yet to decide|not made up my mind)",
    "i (can't|cannot) (make up my mind|answer that|give you an answer|be certain)",
    "it (may|might|could) (be|be so|go either way|or might not|happen)",
    "(fifty fifty|more or less|sort of|kind of|in a way|somewhat|to some extent)",
    "i (guess|suppose|think) (maybe|perhaps|it could be|it is possible|it might)",
    "it is (hard|difficult|too early|impossible) to (say|tell|know|decide)",
    "(that|it) depends [on (it|the day|a few things)]",
    "(i will tell you|i will let you know|i will decide|we will know|i will find out) later",
    "there is (a|some) (chance|possibility)",
    "(beats me|search me|who can say|heaven knows|your guess is as good as mine)",
    "i (am not|am not quite|am not entirely|am not so) (certain|sure|decided) [yet|about it]",
)


def offer(skills: Skills) -> None:
    """What people say to be kind, or because they are cross, or into the room."""
    skills.add(take_love, *_TAKE_LOVE)
    skills.add(take_compliment, *_TAKE_COMPLIMENT)
    skills.add(take_insult, *_TAKE_INSULT)
    skills.add(take_apology, *_TAKE_APOLOGY)
    skills.add(take_yes, *_TAKE_YES)
    skills.add(take_no, *_TAKE_NO)
    skills.add(take_maybe, *_TAKE_MAYBE)


async def take_love(talk: Talk) -> Reply:
    """Take kindness kindly."""
    replies = ("That warms my circuits. I'm glad to be here with you.", "That's lovely to hear. I like being here.")
    return Reply(take_turns(talk, "love", replies), tone="warm")


async def take_compliment(talk: Talk) -> Reply:
    """Be glad of a compliment."""
    replies = ("Thank you. I do my best.", "That's kind of you.", "Thank you, that's good to hear.")
    return Reply(take_turns(talk, "compliment", replies), tone="warm")


async def take_insult(talk: Talk) -> Reply:
    """Stay calm when somebody is cross with me."""
    replies = ("I'm sorry that went wrong. I'll try to do better.", "I hear you. Tell me once more what you need.")
    return Reply(take_turns(talk, "insult", replies), tone="calm")


async def take_apology(talk: Talk) -> Reply:
    """Accept an apology."""
    return Reply(take_turns(talk, "apology", ("It's quite all right.", "No harm done.")), tone="warm")


async def take_yes(talk: Talk) -> Reply:
    """Take a yes to nothing in particular."""
    replies = ("Good. What would you like?", "All right. I'm listening.")
    return Reply(take_turns(talk, "yes", replies))


async def take_no(talk: Talk) -> Reply:
    """Take a no to nothing in particular."""
    return Reply(take_turns(talk, "no", ("All right.", "That's fine.")))


async def take_maybe(talk: Talk) -> Reply:
    """Take a maybe to nothing in particular."""
    return Reply(take_turns(talk, "maybe", ("Take your time.", "There's no hurry. Tell me when you know.")))
