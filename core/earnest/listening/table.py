"""The listening loop as a table: seven states, the events that move between them, and what is ignored, with the reason.

idle ──woke──▶ listening ──ended · limit · no_speech──▶ thinking ──replied──▶ speaking ──finished──▶ idle
                  ▲                                         └──────asked──────────┬──asked──▶ asking
                  └──────────── barged_in (speaking) · woke · voiced (asking) ────┴──────────────┘
thinking · speaking ──answered──▶ following ──no_speech──▶ idle
                                     └──woke · voiced──▶ listening
idle ──rang──▶ ringing ──stopped · snoozed · finished──▶ idle        speaking ──stopped · snoozed──▶ idle
                  └──barged_in──▶ listening
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """What the ears are doing."""

    IDLE = "idle"
    """Waiting for a wake word; the endpoint detector rests."""
    LISTENING = "listening"
    """Somebody speaks, or is about to."""
    THINKING = "thinking"
    """The assistant works on what was said."""
    SPEAKING = "speaking"
    """The assistant speaks; a wake word is heard, and "stop" and "snooze" without one."""
    ASKING = "asking"
    """The assistant asked something: the answer needs no wake word."""
    FOLLOWING = "following"
    """The assistant has answered, and listens on for a few seconds: what follows needs no wake word."""
    RINGING = "ringing"
    """Something rings; its name, and what falls due meanwhile, is said between. Heard is the same as in speaking."""


class Event(StrEnum):
    """What happens: the first ten are heard, the last five are told by the assistant."""

    WOKE = "woke"
    BARGED_IN = "barged_in"
    """A wake word while the assistant speaks or something rings."""
    STOPPED = "stopped"
    """"Stop", said by itself and without a wake word."""
    SNOOZED = "snoozed"
    """"Snooze", with or without how long."""
    VOICED = "voiced"
    """Speech began."""
    PAUSED = "paused"
    """The speaker may have finished: what was said so far can be looked at."""
    ENDED = "ended"
    """The speaker has finished."""
    LIMIT = "limit"
    """The utterance is as long as one may be."""
    NO_SPEECH = "no_speech"
    """Nobody spoke for as long as the house is patient."""
    OURS = "ours"
    """What was taken for an answer is our own voice, heard late."""
    REPLIED = "replied"
    """The assistant begins to speak."""
    ASKED = "asked"
    """The assistant has spoken and waits for an answer."""
    FINISHED = "finished"
    """The assistant is done."""
    ANSWERED = "answered"
    """The assistant is done, and something may follow."""
    RANG = "rang"
    """Something begins to ring."""


TABLE: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.IDLE, Event.WOKE): State.LISTENING,
        (State.IDLE, Event.REPLIED): State.SPEAKING,  # a reminder speaks by itself
        (State.IDLE, Event.ASKED): State.ASKING,  # a check-in asks by itself
        (State.LISTENING, Event.VOICED): State.LISTENING,
        (State.LISTENING, Event.PAUSED): State.LISTENING,
        (State.LISTENING, Event.ENDED): State.THINKING,
        (State.LISTENING, Event.LIMIT): State.THINKING,
        (State.LISTENING, Event.NO_SPEECH): State.THINKING,
        (State.LISTENING, Event.OURS): State.ASKING,
        (State.THINKING, Event.WOKE): State.LISTENING,  # a new turn instead of the one that is worked on
        (State.THINKING, Event.REPLIED): State.SPEAKING,
        (State.THINKING, Event.ASKED): State.ASKING,
        (State.THINKING, Event.FINISHED): State.IDLE,
        (State.SPEAKING, Event.BARGED_IN): State.LISTENING,
        (State.SPEAKING, Event.REPLIED): State.SPEAKING,  # the next thing it says
        (State.SPEAKING, Event.ASKED): State.ASKING,
        (State.SPEAKING, Event.FINISHED): State.IDLE,
        (State.SPEAKING, Event.STOPPED): State.IDLE,
        (State.SPEAKING, Event.SNOOZED): State.IDLE,
        (State.SPEAKING, Event.RANG): State.RINGING,  # a skill that had something to say before it rings
        (State.ASKING, Event.WOKE): State.LISTENING,  # a new turn instead of an answer
        (State.ASKING, Event.VOICED): State.LISTENING,
        (State.ASKING, Event.NO_SPEECH): State.THINKING,
        (State.ASKING, Event.REPLIED): State.SPEAKING,  # a reminder speaks over the question
        (State.ASKING, Event.FINISHED): State.IDLE,  # the question was dropped
        (State.THINKING, Event.ANSWERED): State.FOLLOWING,  # in a house that was asked to be silent
        (State.SPEAKING, Event.ANSWERED): State.FOLLOWING,
        (State.FOLLOWING, Event.WOKE): State.LISTENING,
        (State.FOLLOWING, Event.VOICED): State.LISTENING,
        (State.FOLLOWING, Event.NO_SPEECH): State.IDLE,  # it closes by itself, and nobody is told
        (State.FOLLOWING, Event.REPLIED): State.SPEAKING,  # a notice
        (State.FOLLOWING, Event.ASKED): State.ASKING,
        (State.FOLLOWING, Event.FINISHED): State.IDLE,
        (State.FOLLOWING, Event.RANG): State.RINGING,
        (State.IDLE, Event.RANG): State.RINGING,
        (State.RINGING, Event.BARGED_IN): State.LISTENING,
        (State.RINGING, Event.STOPPED): State.IDLE,
        (State.RINGING, Event.SNOOZED): State.IDLE,
        (State.RINGING, Event.FINISHED): State.IDLE,  # a button, or it rang for long enough
    }
)
"""Where each event leads from each state."""

_DEAF = "nobody listens for it in this state"
_LATE = "it belongs to a turn that a wake word has cut short"
_WORDS = "only what speaks or rings can be stopped or snoozed without a wake word"
_PLAIN = "nobody is speaking any more: it is a plain wake"
_FIRST = "speech has to begin first"
_TURN = "nothing rings into a turn: it waits until nobody speaks"

_SILENT = (State.IDLE, State.LISTENING, State.THINKING, State.ASKING, State.FOLLOWING)

_DEAF_STATES = (State.IDLE, State.THINKING, State.SPEAKING, State.RINGING)
_OF_SPEECH = (Event.VOICED, Event.PAUSED, Event.ENDED, Event.LIMIT, Event.NO_SPEECH)
_LATER = (Event.PAUSED, Event.ENDED, Event.LIMIT)

IGNORED: Mapping[tuple[State, Event], str] = MappingProxyType(
    {
        **{(state, event): _DEAF for state in _DEAF_STATES for event in _OF_SPEECH},
        **{(state, Event.BARGED_IN): _PLAIN for state in (State.ASKING, State.FOLLOWING)},
        **{(state, event): _FIRST for state in (State.ASKING, State.FOLLOWING) for event in _LATER},
        (State.IDLE, Event.BARGED_IN): _DEAF,
        (State.IDLE, Event.FINISHED): "already idle",
        **{(State.LISTENING, event): _DEAF for event in (Event.WOKE, Event.BARGED_IN)},
        **{(State.LISTENING, event): _LATE for event in (Event.REPLIED, Event.ASKED, Event.FINISHED)},
        (State.THINKING, Event.BARGED_IN): "nobody is speaking yet: it is a plain wake",
        (State.SPEAKING, Event.WOKE): "while the assistant speaks a wake word is a barge-in",
        (State.ASKING, Event.ASKED): "already asking",
        **{(state, Event.OURS): "nothing was taken for an answer" for state in State if state is not State.LISTENING},
        **{(state, event): _WORDS for state in _SILENT for event in (Event.STOPPED, Event.SNOOZED)},
        **{(state, Event.RANG): _TURN for state in (State.LISTENING, State.THINKING, State.ASKING)},
        (State.FOLLOWING, Event.ANSWERED): "already listening on",
        (State.IDLE, Event.ANSWERED): "what was answered has been stopped",
        (State.LISTENING, Event.ANSWERED): _LATE,
        (State.ASKING, Event.ANSWERED): "an open question listens longer",
        (State.RINGING, Event.ANSWERED): "what rings is heard over it",
        (State.RINGING, Event.WOKE): "while something rings a wake word is a barge-in",
        (State.RINGING, Event.REPLIED): "names and reminders are said between two rings, and it rings on",
        (State.RINGING, Event.ASKED): "what rings asks nothing",
        (State.RINGING, Event.RANG): "already ringing",
    }
)
"""Every other pair changes nothing; why."""


def step(state: State, event: Event) -> State:
    """Where ``event`` leads from ``state``; the same state when it is ignored."""
    return TABLE.get((state, event), state)
