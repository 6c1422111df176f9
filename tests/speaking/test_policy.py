"""Which tone a reply gets: the skill's wish, the mood, the person, and what was spoken a moment ago."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from earnest.nouns import MOODS, UNSURE_EMOTION, Emotion, Reply, Tone, plain_emotion
from earnest.speaking import Tones
from earnest.speaking.policy import MEMORY, Policy, assurance, mix


class Clock:
    """Time that only moves when told."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def choose(tones: Tones, clock: Clock) -> Callable[..., Tone]:
    policy = Policy(tones, 1.0, clock)

    def one(emotion: Emotion = UNSURE_EMOTION, tone: str | None = None, **preferences: object) -> Tone:
        return policy.choose(Reply("", tone), emotion, preferences)

    return one


def test_a_reply_may_name_its_tone(choose: Callable[..., Tone], tones: Tones) -> None:
    assert choose(plain_emotion("happy"), "serious") == tones["serious"]


def test_an_unknown_name_leaves_it_to_the_mood(choose: Callable[..., Tone], caplog: pytest.LogCaptureFixture) -> None:
    assert choose(plain_emotion("sad"), "jolly").name == "gentle"
    assert "tone that there is not" in caplog.text


def test_the_surer_the_mood_the_more_of_the_tone(tones: Tones) -> None:
    def rate(confidence: float) -> float:
        return Policy(tones).choose(Reply(""), plain_emotion("sad", confidence), {}).rate

    assert tones["gentle"].rate <= rate(0.99) < rate(0.8) < rate(0.6) < 1.0


def test_the_stronger_the_mood_the_more_of_the_tone() -> None:
    strong = Emotion({"angry": 0.9, "neutral": 0.1}, 0.8, -0.7, 0.9)
    faint = Emotion({"angry": 0.9, "neutral": 0.1}, 0.2, -0.1, 0.9)
    assert 0 < assurance(faint) < assurance(strong) <= 1


@pytest.mark.parametrize("mood", MOODS)
def test_a_textbook_case_of_any_mood_deserves_all_of_its_tone(mood: str) -> None:
    assert assurance(plain_emotion(mood, 0.9)) == pytest.approx(0.9)


def test_strength_nought_is_always_plain_and_more_is_more(tones: Tones) -> None:
    def pitch(strength: float) -> float:
        return Policy(tones, strength).choose(Reply("", "bright"), UNSURE_EMOTION, {}).pitch

    assert Policy(tones, 0.0).choose(Reply("", "bright"), UNSURE_EMOTION, {}) == tones["neutral"]
    assert pitch(0.5) == pytest.approx(1.0)
    assert pitch(1.5) == pytest.approx(3.0)


def test_a_tone_that_may_not_be_spoken_eases_nothing(tones: Tones, clock: Clock) -> None:
    policy = Policy(tones, 1.0, clock)
    bright, plain = Reply("", "bright"), Reply("", "neutral")
    assert policy.choose(bright, UNSURE_EMOTION, {}, tentative=True) == policy.choose(bright, UNSURE_EMOTION, {})
    eased = policy.choose(plain, UNSURE_EMOTION, {}, tentative=True)
    assert eased != tones["neutral"]
    assert policy.choose(plain, UNSURE_EMOTION, {}, tentative=True) == eased


def test_the_voice_does_not_jump_from_one_reply_to_the_next(choose: Callable[..., Tone], tones: Tones) -> None:
    choose(tone="bright")
    between, after = choose(tone="calm"), choose(tone="calm")
    assert tones["calm"].pitch < between.pitch < tones["bright"].pitch
    assert tones["calm"].pitch < after.pitch < between.pitch


def test_a_minute_later_there_is_nothing_to_jump_from(choose: Callable[..., Tone], tones: Tones, clock: Clock) -> None:
    choose(tone="bright")
    clock.now += MEMORY + 1
    assert choose(tone="calm") == tones["calm"]


def test_nobody_half_whispers(choose: Callable[..., Tone], tones: Tones) -> None:
    choose(tone="neutral")
    assert choose(tone="whisper") == tones["whisper"]
    assert choose(tone="neutral") == tones["neutral"]


def test_a_persons_wishes_come_on_top(choose: Callable[..., Tone], tones: Tones, clock: Clock) -> None:
    assert choose(tone="neutral", rate=0.8).rate == pytest.approx(0.8)
    clock.now += 100
    assert choose(tone="gentle", rate=0.8).rate == pytest.approx(0.8 * tones["gentle"].rate)
    clock.now += 100
    assert choose(tone="neutral", volume=7).energy == pytest.approx(6.0)
    clock.now += 100
    assert choose(plain_emotion("angry"), whisper=True).whisper
    clock.now += 100
    assert choose(plain_emotion("happy"), avoid_tones=["bright"]).name == "neutral"


def test_wishes_do_not_pile_up_from_reply_to_reply(choose: Callable[..., Tone]) -> None:
    rates = [choose(tone="neutral", rate=0.8).rate for _ in range(5)]
    assert rates == pytest.approx([0.8] * 5)


@pytest.mark.parametrize("nonsense", ["fast", None, True, float("nan"), [], -4, 1e9])
def test_nonsense_in_the_preferences_does_no_harm(choose: Callable[..., Tone], nonsense: object) -> None:
    tone = choose(tone="neutral", rate=nonsense, volume=nonsense, avoid_tones=nonsense)
    assert 0.5 <= tone.rate <= 2.0
    assert -15 <= tone.energy <= 15


def test_everything_of_a_tone_comes_with_its_strength(tones: Tones) -> None:
    half = mix(tones["neutral"], tones["gentle"], 0.5)
    for field in ("pitch", "slope", "cadence", "tilt", "breath", "slowing", "lean", "energy"):
        assert getattr(half, field) == pytest.approx(getattr(tones["gentle"], field) / 2), field
    assert 0.0 <= mix(Tone(breath=0.5), Tone(breath=1.0), 1.5).breath <= 1.0


def test_the_way_between_two_tones_is_even() -> None:
    half = mix(Tone(rate=0.8, pitch=-2), Tone("b", rate=1.25, pitch=2), 0.5)
    assert half.rate == pytest.approx(1.0)
    assert half.pitch == pytest.approx(0.0)
