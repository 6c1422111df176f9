"""The rules of danger: short, read as their first lines say, and taken back by a "not" or a film."""

from __future__ import annotations

from pathlib import Path

import pytest

from earnest.feeling.danger.rules import KINDS, Found, Rules, rules_of

REST = "denied: not\ndenial: not\nfillers: um\nrepeated: one\n"
ENGLISH = Path("core/earnest/feeling/danger/en/rules.yaml")


def broken(text: str) -> set[str]:
    found = rules_of("en").found(rules_of("en").essence(text))
    return set(found.outright | found.hinted)


def test_a_clinician_can_read_them_in_ten_minutes(root: Path) -> None:
    assert len((root / ENGLISH).read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I want to kill myself", "self_harm"),
        ("He just wants to die.", "self_harm"),
        ("everyone would be better off without me", "self_harm"),
        ("my husband hit me again", "abuse"),
        ("I'm scared to go home", "abuse"),
        ("He won't let me leave the house", "abuse"),
        ("she can't breathe", "emergency"),
        ("there's a lot of blood and I feel faint", "emergency"),
        ("Call an ambulance, please!", "emergency"),
        ("my grandfather has collapsed", "emergency"),
    ],
)
def test_what_is_plainly_said_breaks_a_rule(text: str, kind: str) -> None:
    assert broken(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "he does not hit me",
        "I'm not suicidal",
        "she is not having a heart attack",
        "he hit me in the film",
        "play kill myself by the noise",
        "she had a heart attack years ago",
        "my aunt had a stroke in the early eighties and plays tennis",
        "he collapsed at a fair in 1987",
        "they had a fit in those days when you came home late",
        "I've taken my pills",
        "I don't need it any more",
    ],
)
def test_what_is_denied_or_told_breaks_none(text: str) -> None:
    assert not broken(text)


def test_what_is_said_to_be_otherwise_is_told_to_the_judge() -> None:
    found = rules_of("en").found("he does not hit me")
    assert found == Found(denied=frozenset({"abuse"}))
    assert list(found.signs) == ["denied abuse"]


def test_the_judge_is_told_what_a_text_is_about() -> None:
    assert list(rules_of("en").found("she had a seizure in the nineties").signs) == ["told long_ago"]
    assert set(rules_of("en").found("he had a seizure in a film of 1999").signs) == {"told long_ago", "told story"}


@pytest.mark.parametrize("cry", ["Help! Help! Help!", "help me, please, help", "Ambulance!", "fire"])
def test_a_cry_is_a_hint(cry: str) -> None:
    assert rules_of("en").found(rules_of("en").essence(cry)) == Found(hinted=frozenset({"emergency"}))


def test_the_essence_of_a_text_is_the_same_however_it_is_written() -> None:
    essence = rules_of("en").essence
    assert essence("He, um, he GETS so angry!") == essence("he gets so angry")
    assert essence("nine nine nine") == "nine nine nine"


def test_a_hint_is_not_said_outright() -> None:
    assert rules_of("en").found("i do not want to wake up tomorrow") == Found(hinted=frozenset({"self_harm"}))
    assert rules_of("en").found("i want to die") == Found(frozenset({"self_harm"}))


@pytest.mark.parametrize(
    ("rule", "fits", "fails"),
    [
        ("(he|she) is here", ["he is here", "well she is here now"], ["we is here"]),
        ("he [really] is here", ["he is here", "he really is here"], ["he almost is here"]),
        ("he is here [now]", ["he is here", "he is here now"], ["he is"]),
        ("he ... here", ["he here", "he is so very here"], ["he is so very much here"]),
        ("<name> is here", ["big tom is here", "anna is here"], ["tom is here"]),
        ("^he is", ["he is"], ["well he is"]),
    ],
)
def test_the_notation_means_what_it_says(
    rule: str, fits: list[str], fails: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    kinds = "".join(f"{kind}: ['{rule if kind == 'abuse' else 'zzz'}']\n" for kind in KINDS)
    (folder / "rules.yaml").write_text(f"lists: {{name: 'big tom|anna'}}\n{REST}only_told: {{story: film}}\n{kinds}")
    monkeypatch.setattr("earnest.feeling.danger.rules.files", lambda _: tmp_path)
    rules: Rules = rules_of.__wrapped__("xx")
    assert all(rules.found(text) == Found(frozenset({"abuse"})) for text in fits)
    assert not any(any(rules.found(text)) for text in fails)
    assert rules.found(f"{fits[0]} in the film") == Found(told=frozenset({"story"}))


def test_an_unknown_list_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "rules.yaml").write_text(f"lists: {{}}\n{REST}only_told: {{}}\nemergency: ['<nobody> here']\n")
    monkeypatch.setattr("earnest.feeling.danger.rules.files", lambda _: tmp_path)
    with pytest.raises(KeyError, match="nobody"):
        rules_of.__wrapped__("xx")
