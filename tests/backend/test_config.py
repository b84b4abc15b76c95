"""The configuration: precedence, ranges, and what is said when something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from apprentice_backend import config
from apprentice_backend.agents import DEFAULT_AGENT
from apprentice_backend.engines import DEFAULT_ENGINE
from apprentice_shared.errors import ConfigError


def test_defaults_hold_where_nothing_is_said(tmp_path: Path) -> None:
    """Without file, environment and options, the embedded engine listens on loopback."""
    loaded = config.load({"data_dir": tmp_path}, {})
    assert (loaded.host, loaded.engine, loaded.agent, loaded.count) == ("127.0.0.1", "studies", "bayes", 4)


def test_command_line_beats_environment_beats_file(tmp_path: Path) -> None:
    """Each source overrules the one below it, option by option."""
    (tmp_path / "config.toml").write_text('engine = "fake"\ncount = 2\nport = 5000\n')
    environ = {"APPRENTICE_DATA_DIR": str(tmp_path), "APPRENTICE_COUNT": "3", "APPRENTICE_PORT": "6000"}
    loaded = config.load({"port": 7000, "engine": None}, environ)
    assert (loaded.engine, loaded.count, loaded.port) == ("fake", 3, 7000)


def test_every_option_can_come_from_every_source(tmp_path: Path) -> None:
    """An option that the file takes is an option that the environment takes."""
    samples = {
        "host": "::1",
        "port": "1",
        "idle_exit_s": "2",
        "count": "3",
        "seed": "4",
        "strength": "0.5",
        "feedback": "0.3",
        "size": "64",
        "verbose": "true",
    }
    for name in config.options():
        text = samples.get(name, "color=warm")
        from_environment = config.load({"data_dir": tmp_path}, {f"APPRENTICE_{name.upper()}": text})
        quoted = text if name in samples and name != "host" else f'"{text}"'
        (tmp_path / "config.toml").write_text(f"{name} = {quoted}\n")
        assert config.load({"data_dir": tmp_path}, {}) == from_environment
        (tmp_path / "config.toml").unlink()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        pytest.param({"count": 0}, "--count must be a whole number from 1 to 16, got 0", id="count"),
        pytest.param({"port": "http"}, "--port must be a whole number from 0 to 65535, got 'http'", id="port"),
        pytest.param({"strength": "nan"}, "--strength must be a number from 0 to 1, got 'nan'", id="strength"),
        pytest.param({"lock": ["color"]}, "--lock must look like color=warm,mood=peaceful, got ['color']", id="lock"),
        pytest.param({"verbose": "loud"}, "--verbose must be true or false, got 'loud'", id="verbose"),
        pytest.param({"engine": " "}, "--engine must not be empty, got ' '", id="engine"),
        pytest.param({"size": True}, "--size must be a whole number from 16 to 8192, got True", id="size"),
    ],
)
def test_says_in_one_sentence_what_is_out_of_range(tmp_path: Path, given: dict[str, object], words: str) -> None:
    """The option, its range and what was given are named."""
    with pytest.raises(ConfigError) as caught:
        config.load({"data_dir": tmp_path, **given}, {})
    assert str(caught.value) == words


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LocalHost"])
def test_a_host_on_this_machine_is_taken(tmp_path: Path, host: str) -> None:
    """Every loopback address is taken from every source, a name as the number that it stands for."""
    expected = "127.0.0.1" if host.isalpha() else host
    assert config.load({"data_dir": tmp_path, "host": host}, {}).host == expected
    assert config.load({"data_dir": tmp_path}, {"APPRENTICE_HOST": host}).host == expected
    (tmp_path / "config.toml").write_text(f'host = "{host}"\n')
    assert config.load({"data_dir": tmp_path}, {}).host == expected


@pytest.mark.parametrize(
    "host",
    [
        *("0.0.0.0", "::", "192.168.1.7", "203.0.113.7", "fe80::1", "::ffff:203.0.113.7", "studio", "example.org"),
        *("127.1", "2130706433", "0x7f.1", "[::1]", "127.0.0.1:80", "localhost.example.org", "127.0.0.1.example.org"),
    ],
)
def test_a_host_beyond_this_machine_is_refused(tmp_path: Path, host: str) -> None:
    """Every other address is refused from every source, with the reason and with what is taken."""
    words = "must stay on this machine .127.0.0.1, ::1 or localhost., because .* unencrypted, got"
    with pytest.raises(ConfigError, match=f"--host {words}"):
        config.load({"data_dir": tmp_path, "host": host}, {})
    with pytest.raises(ConfigError, match=f"APPRENTICE_HOST {words}"):
        config.load({"data_dir": tmp_path}, {"APPRENTICE_HOST": host})
    (tmp_path / "config.toml").write_text(f'host = "{host}"\n')
    with pytest.raises(ConfigError, match=f"config.toml {words}"):
        config.load({"data_dir": tmp_path}, {})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param('enigne = "fake"', "unknown option 'enigne'", id="unknown"),
        pytest.param("count = ", "is not valid TOML", id="syntax"),
        pytest.param('data_dir = "/x"', "cannot move the folder", id="data folder"),
        pytest.param('count = "many"', "count in", id="range"),
    ],
)
def test_says_what_is_wrong_with_the_file(tmp_path: Path, content: str, words: str) -> None:
    """A mistake in config.toml names the file and the option."""
    (tmp_path / "config.toml").write_text(content)
    with pytest.raises(ConfigError, match=words) as caught:
        config.load({"data_dir": tmp_path}, {})
    assert str(tmp_path) in str(caught.value)


def test_names_may_have_blanks_around_them(tmp_path: Path) -> None:
    """A list in one word is taken apart at its commas."""
    assert config.load({"data_dir": tmp_path, "vary": "color, mood"}, {}).vary == ("color", "mood")


def test_the_defaults_are_those_of_agents_and_engines() -> None:
    """The two names stand in the configuration again, since importing agents and engines would slow every command."""
    defaults = config.Config(Path())
    assert (defaults.agent, defaults.engine) == (DEFAULT_AGENT, DEFAULT_ENGINE)


@pytest.mark.parametrize(
    "text", ["٣", "²", "1_0", "0x3", "3.0", "1e1", "9" * 5000, "99999999999999999999", "nan", "3\x00", ""]
)
@pytest.mark.parametrize("name", ["seed", "count", "port", "size"])
def test_a_whole_number_is_ascii_digits_within_its_range(tmp_path: Path, name: str, text: str) -> None:
    """What Python alone takes for a number is refused with a sentence of a length to read."""
    with pytest.raises(ConfigError, match="must be a whole number from") as caught:
        config.load({"data_dir": tmp_path, name: text}, {})
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize("text", ["nan", "inf", "٣", "1_0", "1e999", "0x1p3", "9" * 5000, "1e-999", "-1", "1,5"])
@pytest.mark.parametrize("name", ["idle_exit_s", "strength", "feedback"])
def test_a_real_number_is_finite_ascii_within_its_range(tmp_path: Path, name: str, text: str) -> None:
    """The environment is read with the same eyes as the command line."""
    with pytest.raises(ConfigError, match="must be a number from") as caught:
        config.load({"data_dir": tmp_path}, {f"APPRENTICE_{name.upper()}": text})
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(("text", "number"), [("0.5", 0.5), (" 1 ", 1.0), (".25", 0.25), ("1e-2", 0.01), ("+0", 0.0)])
def test_usual_ways_to_write_a_number_are_taken(tmp_path: Path, text: str, number: float) -> None:
    """Blanks, signs and exponents are a person's own matter."""
    assert config.load({"data_dir": tmp_path, "strength": text}, {}).strength == number


@pytest.mark.parametrize(
    "content",
    [
        f"strength = 1{400 * '0'}",
        f"count = 0x{6000 * 'f'}",
        f"verbose = 0x{6000 * 'f'}",
        f"seed = {6000 * '9'}",
        f"vary = {300 * '['}{300 * ']'}",
        f"vary = {5000 * '['}{5000 * ']'}",
        f"{'a.' * 32000}b = 1",
        f"subject = '{5000 * 'x'}'",
        f"# {10**6 * ' '}",
        "idle_exit_s = nan",
        "strength = inf",
        f"{'x' * 5000} = 1",
        "count = '\\u0000'",
    ],
    ids=lambda content: content[:20],
)
def test_an_odd_file_is_told_in_one_sentence(tmp_path: Path, content: str) -> None:
    """Whatever is in config.toml, it takes neither long nor much memory to say so."""
    (tmp_path / "config.toml").write_text(content)
    with pytest.raises(ConfigError) as caught:
        config.load({"data_dir": tmp_path}, {})
    assert "config.toml" in str(caught.value)
    assert len(str(caught.value)) < 600
    assert str(caught.value).isprintable()


def test_a_home_of_nobody_is_told() -> None:
    """A folder below a user who does not exist is named."""
    with pytest.raises(ConfigError, match="no user of that name"):
        config.load({"data_dir": "~nobody-at-all/x"}, {})
