"""Jokes, curious facts, and company for a dull hour. Nothing merry is pressed on somebody who sounds sad."""

from __future__ import annotations

from earnest import Reply, Skills, Talk, Unanswered
from earnest_plugins.variety import take_turns

JOKES = (
    "Why did the loaf of bread stay calm? It had risen to worse occasions.",
    "My calendar and I broke up. It said my days were numbered.",
    "I asked the fridge for advice. It told me to chill.",
    "Why do spiders make good web designers? They catch every bug.",
    "What did the kettle say to the cup? Brace yourself, I'm about to let off steam.",
    "I told the plant a joke. It took a week, but it's growing on it.",
    "Why was the clock sent out of class? It tocked too much.",
    "What do you call a sheep that sings in the shower? A baa-ritone.",
    "The mirror and I don't talk much. It just keeps reflecting.",
    "Why did the moon skip dinner? It was already full.",
    "How does a vacuum cleaner feel about its job? It sucks, but it's picking up.",
    "What did one sock say to the other in the dryer? See you on the other side.",
)
FACTS = (
    "An octopus has three hearts, and two of them rest when it swims.",
    "Honey keeps for thousands of years. Pots of it from ancient tombs could still be eaten.",
    "A day on Venus is longer than its year.",
    "Bananas are berries, and strawberries are not.",
    "Sea otters hold hands while they sleep, so that they do not drift apart.",
    "The Eiffel Tower grows by about fifteen centimetres in a hot summer.",
    "A bolt of lightning is about five times hotter than the surface of the sun.",
    "Wombats leave droppings in the shape of cubes.",
    "There are more ways to shuffle a pack of cards than there are atoms on Earth.",
    "Sound travels about four times faster in water than in air.",
    "The heart of a blue whale weighs about as much as a motorbike.",
    "Bees can learn to recognise a human face.",
)


_TELL_JOKE = (
    "tell me a joke",
    "(tell|give|say|make|share) [me|us] (a|another|one more|some) [good|funny|silly|short|new] (joke|jokes)",
    "(tell|say) [me|us] something (funny|that makes me laugh|that will make me laugh|to make me laugh)",
    "make (me|us) (laugh|smile|giggle|chuckle)",
    "(do|don't) you (know|have|got) (a|any) [good|funny] (joke|jokes)",
    "(i want|i would like|i need|let's hear|i feel like) (a|some|to hear a|to hear some) [good|funny] (joke|jokes)",
    "i (need|could use) (a|some) (laugh|laughter|good laugh|cheering up)",
    "(cheer me up|crack me up|amuse me|entertain me)",
    "(be|say something) (funny|hilarious|humorous)",
    "(what is|do you have) your (best|funniest|favorite|favourite) joke",
    "(one more joke|another joke) [please]",
    "tell me a joke about {topic}",
    "do you know any jokes about {topic}",
    "crack a joke",
)
_TELL_FACT = (
    "tell me a fun fact",
    "(tell|give|share|say) [me|us] (a|another|some|one more) [fun|interesting|random|strange] (fact|facts|trivia)",
    "(tell|teach) (me|us) something (new|interesting|curious|surprising|i don't know|i did not know|fascinating)",
    "(do you know|have you got|do you have) (a|any|some) [fun|interesting|random|cool] (fact|facts|trivia)",
    "(i want|i would like|let's hear) (a|to hear a|some) [fun|interesting|random] (fact|facts|trivia)",
    "(surprise|enlighten|impress) me [with a fact]",
    "what is (a|an|your favorite|your favourite) [fun|interesting|random|cool] fact",
    "did you know",
    "tell me (a fun fact|something interesting|an interesting fact|something) about {topic}",
    "give me (a fun fact|an interesting fact|some trivia) about {topic}",
    "fun fact [please]",
    "what is something (interesting|curious|surprising|new) [you know]",
    "(tell|give) me (trivia|a piece of trivia|something random|a tidbit|a bit of trivia)",
    "i (want|would like) to (learn|know|hear) (something new|something interesting|a fact|a fun fact)",
    "share (some|a bit of) (knowledge|wisdom|trivia) [with me]",
    "(amaze|astonish|educate) me [with (a fact|something)]",
    "what is (a|one) (strange|weird|random|little known|surprising) (fact|thing) [about {topic}]",
    "do you know (anything|something) (interesting|fun|cool|surprising) [about {topic}]",
    "(tell|teach) me (something|anything) (interesting|fun|cool|surprising|i don't know) about {topic}",
    "i want to (know|hear|learn) something (interesting|fun|cool|surprising) about {topic}",
    "what is (a|an) (fun|interesting|cool) fact about {topic}",
    "(tell|give) me (a|one|some) (fact|facts|trivia) (about|on) {topic}",
)
_AMUSE = (
    "i am bored",
    "i am [so|really|very] bored [today]",
    "(this|today|it) is [so|really|very] (boring|dull)",
    "(i have|there is) nothing to do",
    "what (should|can|could) i do (now|today|for fun)",
    "i don't know what to do [with myself]",
    "let's (do something fun|play a game|have some fun)",
    "keep me company",
)
_SING = (
    "sing me a song",
    "(sing|hum) [me|us] (a song|something|a tune|a lullaby)",
    "(can you sing|sing for me|sing to me|sing something)",
    "(say|recite|tell) me a (poem|rhyme)",
)


def offer(skills: Skills) -> None:
    """What people say when they want to be amused."""
    skills.add(tell_joke, *_TELL_JOKE)
    skills.add(tell_fact, *_TELL_FACT)
    skills.add(amuse, *_AMUSE)
    skills.add(sing, *_SING)


async def tell_joke(talk: Talk, topic: str | None = None) -> Reply:
    """Tell a joke."""
    if talk.emotion.seems("sad"):
        try:
            wanted = await talk.ask("You sound a little down. Would a joke help?", expecting=bool, tone="gentle")
        except Unanswered:
            wanted = False
        if not wanted:
            return Reply("Then not. I'm here.", tone="gentle")
        return Reply(take_turns(talk, "jokes", JOKES), tone="warm")
    if talk.emotion.seems("angry"):
        return Reply(take_turns(talk, "jokes", JOKES), tone="calm")
    return Reply(take_turns(talk, "jokes", JOKES), tone="bright")


async def tell_fact(talk: Talk, topic: str | None = None) -> Reply:
    """Tell a fun fact."""
    return Reply(take_turns(talk, "facts", FACTS))


async def amuse(talk: Talk) -> Reply:
    """Keep you company when you are bored."""
    try:
        wish = await talk.ask("Shall I tell you a joke or a fun fact?", expecting=("joke", "fun fact"))
    except Unanswered:
        return Reply("All right. A quiet hour is nice, too.", tone="warm")
    return await tell_joke(talk) if wish == "joke" else await tell_fact(talk)


async def sing(talk: Talk) -> Reply:
    """Say a little rhyme."""
    rhymes = (
        "I have no tune, but here's a rhyme: the kettle hums, and all is fine.",
        "The moon is out, the street is still; the cat is on the window sill.",
    )
    return Reply(take_turns(talk, "rhymes", rhymes), tone="warm")
