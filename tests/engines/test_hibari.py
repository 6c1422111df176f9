"""hibari keeps a voice's contract; its package keeps ours; a tone is set before there is sound."""

from __future__ import annotations

import gzip
import inspect
import json
import time
from pathlib import Path

import hibari
import numpy as np
import pytest
from hibari import dsp
from hibari.voices import DEFAULT, VOICES, voice_path

from earnest.engines import hibari as adapter
from earnest.engines import hibari_words
from earnest.engines.hibari import LENGTHS, HibariVoice
from earnest.engines.hibari_words import Packed, reading, write
from earnest.errors import CardError
from earnest.nouns import Tone
from earnest.speaking import Card
from earnest.speaking.checking.words import household_sentences
from earnest.supplies.catalogue import File
from earnest.testing.contracts.voice import SENTENCE, VoiceContract, spoken

REMEDY = "hibari-tts has changed; see earnest/engines/hibari.py before widening its range in pyproject.toml"


def card(**more: object) -> Card:
    told = {"name": "hibari-heart", "folder": Path(), "engine": "hibari", "language": "en_US", "variant": "heart"}
    return Card(**{**told, **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def heart() -> HibariVoice:
    return HibariVoice(card())


@pytest.fixture(scope="module")
def plain() -> hibari.Hibari:
    """The package as it is."""
    return hibari.Hibari()


class TestHibari(VoiceContract):
    @pytest.fixture
    def voice(self, heart: HibariVoice) -> HibariVoice:
        return heart


class TestThePackage:
    """What ``engines/hibari.py`` relies on. When one of these fails, read it beside the new version."""

    def test_the_embedded_voice_is_in_the_wheel_and_is_what_the_registry_says(self) -> None:
        told = VOICES[DEFAULT]
        path = Path(voice_path(DEFAULT, download_missing=False))
        assert told["bundled"], REMEDY
        assert path.stat().st_size == told["bytes"], REMEDY

    def test_it_takes_and_gives_what_we_know(self, plain: hibari.Hibari) -> None:
        takes = {end.name: end.type for end in plain.sess.get_inputs()}
        assert takes == {"ids": "tensor(int64)", "speed": "tensor(float)"}, REMEDY
        assert [end.name for end in plain.sess.get_outputs()] == list(adapter.OUTPUTS), REMEDY
        given = {"ids": np.array([plain.ids("həlˈO.")], np.int64), "speed": np.ones(1, np.float32)}
        *spectra, pitch = plain.sess.run(None, given)
        frames = pitch.shape[1]
        assert all(spectrum.shape == (1, 601, frames) for spectrum in spectra), REMEDY
        assert 100 < np.median(pitch[pitch > 60]) < 400, REMEDY

    def test_phonemes_and_their_numbers(self, plain: hibari.Hibari) -> None:
        assert plain.phonemize("Hello there. [Siobhan](/ʃəvˈɔn/)?") == ["həlˈO ðˈɛɹ.", "ʃəvˈɔn?"], REMEDY
        ids = plain.ids("həlˈO")
        assert ids[0] == ids[-1] == 0, REMEDY
        assert len(ids) == 2 + len("həlˈO"), REMEDY

    def test_the_synthesis_has_the_steps_and_scales_that_we_know(self) -> None:
        assert list(inspect.signature(dsp.synth).parameters) == ["lh", "th", "ln", "lr", "phi", "f0", "rng"], REMEDY
        assert (dsp.N_FFT, dsp.HOP, dsp.SR) == (1200, 300, 24_000), REMEDY
        still = np.full((601, 80), -30.0, np.float32)
        hum = dsp.synth(still + 30, still * 0, still, still, still * 0, np.full(80, 200.0, np.float32), _chance())
        assert np.abs(np.fft.rfft(hum[6_000:18_000])).argmax() * 2 % 200 == 0, REMEDY

    def test_a_whisper_is_as_loud_as_the_voice_it_stands_for(self) -> None:
        """The constant by which noise stands in for harmonics follows from the package's windows."""
        still = np.full((601, 200), -30.0, np.float32)
        pitch = np.full(200, 150.0, np.float32)
        voice = dsp.synth(still + 30, still * 0, still, still, still * 0, pitch, _chance())
        source = adapter._source([still + 30, still * 0, still, still, still * 0, pitch])
        breath = dsp.synth(*adapter._outputs(adapter.coloured(source, Tone(whisper=True))), _chance())
        assert 20 * np.log10(breath.std() / voice.std()) == pytest.approx(0.0, abs=0.5), REMEDY

    def test_its_dictionaries_are_packed_and_read_the_same(self, plain: hibari.Hibari, heart: HibariVoice) -> None:
        texts = [
            *household_sentences("en"),
            "I read that you live in Reading; the record was present.",
            "NASA's 2nd café",
        ]
        reading = heart._hibari.g2p
        packed = [reading.lexicon.golds.d, reading.lexicon.silvers.d, reading.tagger.weights, reading.tagger.tagdict]
        assert all(isinstance(each, Packed) and len(each) > 1_000 for each in packed), REMEDY
        assert [heart._hibari.phonemize(text) for text in texts] == [plain.phonemize(text) for text in texts]

    def test_it_tells_how_long_each_phoneme_lasts(self, plain: hibari.Hibari) -> None:
        voice = HibariVoice(card())
        assert LENGTHS in [end.name for end in voice._hibari.sess.get_outputs()], REMEDY
        outputs, lengths = voice._run(plain.ids("ðə kˈɛTᵊl ɪz ˌɔn."), 1.0)
        assert lengths.sum() == pytest.approx(outputs[-1].shape[-1]), REMEDY
        assert lengths.max() > lengths.min(), REMEDY


def _chance() -> np.random.Generator:
    return np.random.default_rng(0)


def test_in_the_plain_tone_its_own_sound_is_untouched(heart: HibariVoice) -> None:
    theirs = hibari.Hibari()(SENTENCE, seed=0)
    assert np.abs(spoken(heart, SENTENCE) / 32_767 - theirs).max() < 1e-3


def test_the_same_words_sound_the_same_again(heart: HibariVoice) -> None:
    tone = Tone(pitch=1.0, breath=0.2)
    assert np.array_equal(spoken(heart, SENTENCE, tone), spoken(heart, SENTENCE, tone))


def test_a_network_that_tells_no_lengths_still_leans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapter, "LENGTHS", "/nobody")
    voice = HibariVoice(card())
    assert not voice._inner
    text = "I moved it to ten minutes past, with Anna."
    assert len(spoken(voice, text, Tone(lean=1.0))) > 0


@pytest.mark.parametrize("tone", [Tone(), Tone(rate=0.9, pitch=1.0, lean=1.0), Tone(whisper=True)])
@pytest.mark.parametrize("text", ["?!…", "Привет, мир", "字字字", "zyxqvw", "[a](/b/)", "a" * 3_000, "1, 2; 3: 4 — 5"])
def test_any_text_in_any_tone_is_said_or_skipped(heart: HibariVoice, text: str, tone: Tone) -> None:
    assert spoken(heart, text, tone).dtype == np.int16


def test_twenty_thousand_characters_are_spoken_piece_by_piece(heart: HibariVoice) -> None:
    began = time.perf_counter()
    first = next(iter(heart.speak("the kettle is on and the tea is hot " * 556, Tone(rate=0.9))))
    assert 5 < first.seconds < 60
    assert time.perf_counter() - began < 30


def test_a_graph_of_another_kind_is_named(tmp_path: Path) -> None:
    from onnx import TensorProto, helper, save

    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in ("image", "label")]
    graph = helper.make_graph([helper.make_node("Identity", ["image"], ["label"])], "other", ends[:1], ends[1:])
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), str(tmp_path / "a.onnx"))
    with pytest.raises(CardError, match=r"a\.onnx: this network is no voice of hibari's: it takes image"):
        HibariVoice(card(folder=tmp_path, files=(File(name="a.onnx"),)))


def test_a_voice_that_was_cut_short_is_named(tmp_path: Path) -> None:
    whole = Path(voice_path(DEFAULT)).read_bytes()
    (tmp_path / "a.onnx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(CardError, match=r"a\.onnx: .*fetch the voice again"):
        HibariVoice(card(folder=tmp_path, files=(File(name="a.onnx"),)))
    with pytest.raises(CardError, match=rf"the card says {len(whole):,}"):
        HibariVoice(card(folder=tmp_path, files=(File(name="a.onnx", size=len(whole)),)))


def test_another_voice_is_opened_from_its_own_file(tmp_path: Path, heart: HibariVoice) -> None:
    (tmp_path / "a.onnx").write_bytes(Path(voice_path(DEFAULT)).read_bytes())
    voice = HibariVoice(card(name="hibari-emma", variant="emma", folder=tmp_path, files=(File(name="a.onnx"),)))
    assert voice._hibari.phonemize("tomato") != heart._hibari.phonemize("tomato")
    assert len(spoken(voice, SENTENCE))


def test_an_unknown_variant_is_named() -> None:
    with pytest.raises(CardError, match="no voice called 'nobody'; choose from heart"):
        HibariVoice(card(variant="nobody"))


@pytest.mark.parametrize("spoilt", ["a byte", "its end", "its form"])
def test_spoilt_dictionaries_are_made_again(spoilt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hibari_words, "user_cache_path", lambda _name: tmp_path)
    before = reading(british=False)("The kettle is on.")
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    spoil = {"a byte": whole[:-9] + b"?" + whole[-8:], "its end": whole[:-9], "its form": b"#" + whole[1:]}
    file.write_bytes(spoil[spoilt])
    assert not isinstance(reading(british=False).lexicon.golds.d, Packed)
    assert reading(british=False)("The kettle is on.") == before
    assert file.read_bytes() == whole


def test_dictionaries_that_cannot_be_kept_are_read_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = tmp_path / "file"
    nowhere.write_text("in the way")
    monkeypatch.setattr(hibari_words, "user_cache_path", lambda _name: nowhere)
    assert reading(british=False)("Hello there.") == "həlˈO ðˈɛɹ."


def test_what_is_packed_is_found_and_nothing_else(tmp_path: Path) -> None:
    words = {f"word {n}": {"DEFAULT": str(n)} for n in range(1_500)} | {"": "empty", "ünï": [1], "zz": None}
    source = tmp_path / "words.json.gz"
    source.write_bytes(gzip.compress(json.dumps({"many": words, "few": {"a": 1}}).encode()))
    write(tmp_path / "words", [source])
    told = hibari_words._open(tmp_path / "words")["words.json.gz"]
    assert told["few"] == {"a": 1}
    assert {key: told["many"].get(key, "nothing") for key in words} == words
    assert [told["many"].get(key, "nothing") for key in ("word", "word 1500", "zzz", "\udcff")] == ["nothing"] * 4
